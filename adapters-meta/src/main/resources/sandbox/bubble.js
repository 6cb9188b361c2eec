// One message in the chat: where it came from, what it quotes, what it holds, and what was done to it.
import { contentOf } from './content.js'
import { button, element, symbol, words } from './element.js'
import { openMenu } from './message-menu.js'

const TICKS = { pending: ['clock', 'Waiting'], sent: ['sent', 'Sent'], delivered: ['both', 'Delivered'], read: ['both', 'Read'], played: ['both', 'Read'] }

export function isNote(bubble) {
  return bubble.content.type === 'note' || bubble.content.type === 'welcome'
}

export function bubbleOf(bubble, first, all, owner) {
  if (isNote(bubble)) return words('li', 'chat__note', bubble.text)
  const item = element('li', `bubble ${bubble.mine ? 'bubble--mine' : 'bubble--theirs'}`)
  item.classList.toggle('bubble--first', first)
  item.classList.add(`bubble--${bubble.content.type}`)
  if (bubble.content.kind === 'STICKER') item.classList.add('bubble--bare')
  item.dataset.wamid = bubble.wamid
  if (bubble.marks.origin) item.append(origin(bubble.marks.origin))
  const quoted = bubble.replyTo && all.find(one => one.wamid === bubble.replyTo)
  if (quoted) item.append(words('p', 'bubble__quote', quoted.text))
  item.append(...(bubble.marks.deleted ? [gone(bubble)] : contentOf(bubble.content, bubble, owner)))
  const keys = [...item.children].find(node => node.matches('.panel__keys'))
  const foot = footOf(bubble)
  if (keys) keys.before(foot)
  else item.append(foot)
  if (!bubble.marks.deleted) {
    const menu = button('bubble__menu', '', () => openMenu(bubble, owner), { 'aria-label': 'Message actions' })
    menu.append(symbol('more'))
    item.append(menu)
  }
  const reactions = [bubble.marks.mine, bubble.marks.theirs].filter(Boolean)
  if (reactions.length > 0) item.append(element('span', 'bubble__reactions', [...new Set(reactions)].join(''), { 'aria-label': `Reactions: ${reactions.join(' ')}`, role: 'img' }))
  return item
}

function origin(text) {
  const line = element('p', 'bubble__origin')
  line.append(symbol(text === 'Forwarded' ? 'forward' : 'window'), text)
  return line
}

function gone(bubble) {
  const line = element('p', 'bubble__text bubble__text--gone')
  line.append(symbol('never'), bubble.mine ? 'You deleted this message' : 'This message was deleted')
  return line
}

function footOf(bubble) {
  const foot = element('span', 'bubble__foot')
  const date = new Date(bubble.at * 1000)
  if (bubble.marks.edited) foot.append(element('span', '', 'Edited'))
  foot.append(element('time', 'bubble__time', date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }), { datetime: date.toISOString() }))
  return foot
}

export function showTicks(item, bubble) {
  if (!bubble.mine || isNote(bubble) || item.dataset.progress === bubble.progress) return
  item.dataset.progress = bubble.progress
  item.querySelector('.ticks')?.remove()
  const [id, label] = TICKS[bubble.progress]
  item.querySelector('.bubble__foot').append(symbol(id, `ticks ticks--${bubble.progress}`, label))
}
