// The customer sees that somebody is typing, where the number's policy says so; WhatsApp shows it for 25 seconds.
import { send } from './http.js'

const AGAIN_AFTER = 20_000
const toldAt = new Map()

document.addEventListener('input', event => {
  const composer = event.target.closest('message-composer[data-typing]')
  if (!composer || !event.target.matches('.composer__text') || event.target.value.trim() === '') return
  const conversation = composer.dataset.conversation
  if (Date.now() - (toldAt.get(conversation) ?? 0) < AGAIN_AFTER) return
  toldAt.set(conversation, Date.now())
  send('POST', `/conversations/${conversation}/typing`).catch(() => toldAt.delete(conversation))
})
