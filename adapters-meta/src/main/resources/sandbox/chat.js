// The chat as the customer sees it: messages by day, grouped, and whether the business types.
import { bubbleOf, isNote, showTicks } from './bubble.js'
import { element } from './element.js'

const log = document.getElementById('chat')
const list = document.getElementById('bubbles')
const empty = document.getElementById('empty')
const typing = document.getElementById('typing')
const shown = new Map()
let owner = null
let stopTyping = 0

export function showChat(customer, bubbles, typingUntil) {
  const atEnd = owner !== customer || log.scrollHeight - log.scrollTop - log.clientHeight < 80
  if (owner !== customer || [...shown.keys()].some(wamid => !bubbles.some(one => one.wamid === wamid))) {
    list.replaceChildren()
    shown.clear()
    owner = customer
  }
  empty.hidden = bubbles.length > 0
  bubbles.forEach((bubble, index) => place(bubble, bubbles[index - 1], bubbles))
  showTyping(typingUntil)
  if (atEnd) log.scrollTop = log.scrollHeight
}

/** Nobody's chat is shown until the next one is there. */
export function clearChat() {
  list.replaceChildren()
  shown.clear()
  owner = null
  empty.hidden = true
}

/** The element stays as long as what it shows stays; ticks come and go in it. */
function place(bubble, before, all) {
  const look = JSON.stringify([bubble.content, bubble.marks])
  const known = shown.get(bubble.wamid)
  if (known?.look === look) return showTicks(known.item, bubble)
  const newDay = !before || day(before.at) !== day(bubble.at)
  const item = bubbleOf(bubble, newDay || before.mine !== bubble.mine || isNote(before), all, owner)
  if (known) known.item.replaceWith(item)
  else list.append(...(newDay ? [element('li', 'chat__day', day(bubble.at))] : []), item)
  shown.set(bubble.wamid, { item, look })
  showTicks(item, bubble)
}

function showTyping(until) {
  clearTimeout(stopTyping)
  const left = (until ?? 0) - Date.now()
  typing.hidden = left <= 0
  if (left > 0) stopTyping = setTimeout(() => { typing.hidden = true }, left)
}

// A picture has its height only once it is there.
list.addEventListener('load', () => {
  if (log.scrollHeight - log.scrollTop - log.clientHeight < 400) log.scrollTop = log.scrollHeight
}, true)

function day(seconds) {
  const date = new Date(seconds * 1000)
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return date.toLocaleDateString([], { day: 'numeric', month: 'long', year: 'numeric' })
}
