// Messages on their way: shown at once, sent in order, and kept with their text until the server has them.
import { send } from './http.js'
import { clockTime } from './local-times.js'

const unsent = new Map()
const queues = new Map()

export function write(thread, text) {
  const parcel = { id: timeOrderedId(), conversation: thread.dataset.conversation, text, at: Date.now(), failure: null }
  unsent.set(parcel.id, parcel)
  thread.upsert(bubble(parcel))
  thread.scroller.scrollTop = 0
  enqueue(parcel)
}

/** Shows again what waits or failed in a conversation that was closed meanwhile. */
export function restore(thread) {
  for (const parcel of unsent.values()) {
    if (parcel.conversation === thread.dataset.conversation && !document.getElementById(elementId(parcel))) {
      thread.messages.append(bubble(parcel))
    }
  }
}

/** The server has shown this message: it is out of our hands. */
export function confirmed(message) {
  if (!message.classList.contains('message--pending')) unsent.delete(message.id.replace('message-', ''))
}

function enqueue(parcel) {
  const before = queues.get(parcel.conversation) ?? Promise.resolve()
  queues.set(parcel.conversation, before.then(() => deliver(parcel)))
}

async function deliver(parcel) {
  try {
    await send('POST', `/conversations/${parcel.conversation}/messages`, { id: parcel.id, body: parcel.text })
    unsent.delete(parcel.id)
  } catch (error) {
    if (!unsent.has(parcel.id)) return
    parcel.failure = error.message
    show(parcel, document.getElementById(elementId(parcel)))
  }
}

function bubble(parcel) {
  const element = document.getElementById('pending-message').content.firstElementChild.cloneNode(true)
  element.id = elementId(parcel)
  element.dataset.at = String(parcel.at)
  element.dataset.sort = `99${String(parcel.at).padStart(26, '0')}`
  const text = element.querySelector('.bubble__text')
  text.textContent = parcel.text
  text.classList.toggle('bubble__text--emoji', /^(?:\p{RGI_Emoji}\s*){1,3}$/v.test(parcel.text))
  const time = element.querySelector('time')
  time.dateTime = new Date(parcel.at).toISOString()
  time.textContent = clockTime(parcel.at)
  element.querySelector('[data-retry]').addEventListener('click', () => {
    parcel.failure = null
    show(parcel, element)
    enqueue(parcel)
  })
  element.querySelector('[data-discard]').addEventListener('click', () => {
    unsent.delete(parcel.id)
    element.remove()
  })
  show(parcel, element)
  return element
}

function show(parcel, element) {
  if (!element?.classList.contains('message--pending')) return
  const failed = parcel.failure !== null
  element.querySelector('.trouble').hidden = !failed
  element.querySelector('[data-reason]').textContent = parcel.failure ?? ''
  element.querySelector('.tick').setAttribute('class', `tick tick--${failed ? 'failed' : 'waiting'}`)
  element.querySelector('.tick use').setAttribute('href', failed ? '#icon-circle-alert' : '#icon-clock')
  element.querySelector('.meta .for-screen-reader').textContent = failed ? 'Not sent' : 'Waiting to be sent'
}

const elementId = parcel => `message-${parcel.id}`

/** A UUID of version 7: the time in front, so that the database keeps neighbours together. */
function timeOrderedId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let time = Date.now()
  for (let index = 5; index >= 0; index--) {
    bytes[index] = time % 256
    time = Math.floor(time / 256)
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

window.addEventListener('beforeunload', event => {
  if (unsent.size > 0) event.preventDefault()
})
