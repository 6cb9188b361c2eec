// Messages on their way: shown at once, sent in order, and kept until the server has them, also over a reload.
import { send } from './http.js'
import { keep, kept } from './kept.js'
import { pendingBubble, showState } from './pending-bubble.js'
import { timeOrderedId } from './time-ordered-id.js'

const unsent = new Map((kept('outbox') ?? []).map(parcel => [parcel.id, parcel]))
const queues = new Map()

/** Sends what is wished (a text, a place, cards or a question), as a reply if there is one. */
export function write(thread, wish, reply = null) {
  const parcel = { id: timeOrderedId(), conversation: thread.dataset.conversation, wish, reply, at: Date.now(), failure: null }
  unsent.set(parcel.id, parcel)
  remember()
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
  if (!message.classList.contains('message--pending')) forget(message.id.replace('message-', ''))
}

function enqueue(parcel) {
  const before = queues.get(parcel.conversation) ?? Promise.resolve()
  queues.set(parcel.conversation, before.then(() => deliver(parcel)))
}

async function deliver(parcel) {
  if (!unsent.has(parcel.id)) return
  try {
    await send('POST', `/conversations/${parcel.conversation}/messages`, fields(parcel))
    forget(parcel.id)
  } catch (error) {
    if (!unsent.has(parcel.id)) return
    parcel.failure = { reason: error.message, field: error.field }
    remember()
    showState(document.getElementById(elementId(parcel)), parcel)
  }
}

function fields({ id, wish, reply }) {
  const all = { id }
  if (reply) all.replyTo = reply.id
  for (const [kind, value] of Object.entries(wish)) all[kind] = kind === 'body' ? value : JSON.stringify(value)
  return all
}

function bubble(parcel) {
  const element = pendingBubble(parcel, elementId(parcel))
  element.querySelector('[data-retry]').addEventListener('click', () => {
    parcel.failure = null
    remember()
    showState(element, parcel)
    enqueue(parcel)
  })
  const discard = () => {
    forget(parcel.id)
    element.remove()
  }
  element.querySelector('[data-discard]').addEventListener('click', discard)
  element.querySelector('[data-rewrite]').addEventListener('click', () => {
    const composer = element.closest('chat-thread').querySelector('message-composer')
    discard()
    composer.rewrite(parcel)
  })
  return element
}

function forget(id) {
  if (unsent.delete(id)) remember()
}

const remember = () => keep('outbox', unsent.size ? [...unsent.values()] : null)

const elementId = parcel => `message-${parcel.id}`

for (const parcel of unsent.values()) if (parcel.failure === null) enqueue(parcel)

window.addEventListener('beforeunload', event => {
  if (unsent.size > 0) event.preventDefault()
})
