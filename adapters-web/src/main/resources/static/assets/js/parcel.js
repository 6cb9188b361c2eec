// One message on its way: what the server gets of it, and the bubble in which one can stop it, try again or write it better.
import { chooseAgain } from './choosing-again.js'
import { blobOf, isLost } from './outgoing-files.js'
import { pendingBubble } from './pending-bubble.js'
import { rewrite } from './rewriting.js'

const elementId = ({ id }) => `message-${id}`

export const elementOf = parcel => document.getElementById(elementId(parcel))

export function fields({ id, wish, reply }) {
  const all = { id }
  if (reply) all.replyTo = reply.id
  if (wish.file) return { ...all, file: wish.file.id, kind: wish.file.kind, caption: wish.caption }
  for (const [kind, value] of Object.entries(wish)) all[kind] = kind === 'body' ? value : JSON.stringify(value)
  return all
}

export function bubbleOf(parcel, acts) {
  const element = pendingBubble(parcel, elementId(parcel))
  const on = (name, act) => element.querySelector(`[data-${name}]`)?.addEventListener('click', act)
  const shownAnew = () => elementOf(parcel)?.replaceWith(bubbleOf(parcel, acts))
  on('retry', () => {
    if (isLost(parcel)) chooseAgain(parcel, shownAnew, acts.again)
    else acts.again()
  })
  on('discard', acts.discard)
  on('cancel', acts.discard)
  on('rewrite', () => {
    const composer = element.closest('chat-thread').querySelector('message-composer')
    const file = blobOf(parcel)
    acts.discard()
    rewrite(composer, parcel, file)
  })
  return element
}
