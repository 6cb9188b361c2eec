// Messages on their way: shown at once, sent in order, and kept until the server has them, also over a reload.
import { send } from './http.js'
import { keep, kept } from './kept.js'
import { LOST, bringFile, carry, discardFile, isLost, letGo } from './outgoing-files.js'
import { bubbleOf, elementOf, fields } from './parcel.js'
import { showState } from './pending-bubble.js'
import { timeOrderedId } from './time-ordered-id.js'

const unsent = new Map((kept('outbox') ?? []).map(parcel => [parcel.id, parcel]))
const queues = new Map()

/** Sends what is wished (a text, a place, cards, a question, or a file that is carried), as a reply if there is one. */
export function write(thread, wish, reply = null, carried = null) {
  const parcel = { id: timeOrderedId(), conversation: thread.dataset.conversation, wish, reply, at: Date.now(), failure: null }
  if (carried) carry(parcel, carried)
  unsent.set(parcel.id, parcel)
  remember()
  thread.upsert(bubble(parcel))
  thread.scroller.scrollTop = 0
  enqueue(parcel)
}

/** Shows again what waits or failed in a conversation that was closed meanwhile. */
export function restore(thread) {
  for (const parcel of unsent.values()) {
    if (parcel.conversation === thread.dataset.conversation && !elementOf(parcel)) {
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
    await bringFile(parcel, () => elementOf(parcel))
    remember()
    await send('POST', `/conversations/${parcel.conversation}/messages`, fields(parcel))
    forget(parcel.id)
  } catch (error) {
    if (!unsent.has(parcel.id)) return
    if (error.field === 'file' && parcel.wish.file) parcel.wish.file.id = null
    parcel.failure = { reason: error.message, field: error.field }
    remember()
    showState(elementOf(parcel), parcel)
  }
}

function bubble(parcel) {
  return bubbleOf(parcel, {
    again() {
      parcel.failure = null
      remember()
      showState(elementOf(parcel), parcel)
      enqueue(parcel)
    },
    discard() {
      discardFile(parcel)
      forget(parcel.id)
      elementOf(parcel)?.remove()
    }
  })
}

function forget(id) {
  letGo({ id })
  if (unsent.delete(id)) remember()
}

const remember = () => keep('outbox', unsent.size ? [...unsent.values()] : null)

for (const parcel of unsent.values()) {
  if (isLost(parcel)) parcel.failure = LOST
  if (parcel.failure === null) enqueue(parcel)
}

window.addEventListener('beforeunload', event => {
  if (unsent.size > 0) event.preventDefault()
})
