// A message that the server has already stands in the thread as it looked while it was written, until the server shows it.
import { pendingBubble } from './pending-bubble.js'

const TAPS = '.wa-taps'

export function handOver(thread, id, looks) {
  if (document.getElementById(`message-${id}`)) return
  const parcel = { wish: { body: '' }, reply: null, at: Date.now(), failure: null }
  const element = pendingBubble(parcel, `message-${id}`)
  const parts = [...looks.children].filter(part => !part.matches('.meta')).map(part => part.cloneNode(true))
  element.querySelector('.bubble__text').replaceWith(...parts.filter(part => !part.matches(TAPS)))
  element.querySelector('.meta').after(...parts.filter(part => part.matches(TAPS)))
  thread.upsert(element)
  thread.scroller.scrollTop = 0
}
