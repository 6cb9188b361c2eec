// The chat as the customer sees it: bubbles by day, grouped, with ticks under the customer's own.
const log = document.getElementById('chat')
const list = document.getElementById('bubbles')
const empty = document.getElementById('empty')
const shown = new Map()
let owner = null

export function showChat(customer, bubbles) {
  const atEnd = owner !== customer || log.scrollHeight - log.scrollTop - log.clientHeight < 80
  if (owner !== customer || [...shown.keys()].some(wamid => !bubbles.some(one => one.wamid === wamid))) {
    list.replaceChildren()
    shown.clear()
    owner = customer
  }
  empty.hidden = bubbles.length > 0
  bubbles.forEach((bubble, index) => {
    const known = shown.get(bubble.wamid)
    if (known) showTicks(known, bubble)
    else add(bubble, bubbles[index - 1], bubbles)
  })
  if (atEnd) log.scrollTop = log.scrollHeight
}

function add(bubble, before, all) {
  if (!before || day(before.at) !== day(bubble.at)) {
    const date = element('li', 'chat__day', day(bubble.at))
    list.append(date)
  }
  const item = element('li', `bubble ${bubble.mine ? 'bubble--mine' : 'bubble--theirs'}`)
  if (!before || before.mine !== bubble.mine || day(before.at) !== day(bubble.at)) item.classList.add('bubble--first')
  item.dataset.wamid = bubble.wamid
  const quoted = bubble.replyTo && all.find(one => one.wamid === bubble.replyTo)
  if (quoted) {
    const quote = element('p', 'bubble__quote', quoted.text)
    quote.dir = 'auto'
    item.append(quote)
  }
  const text = element('p', 'bubble__text', bubble.text)
  text.dir = 'auto'
  const foot = element('span', 'bubble__foot')
  const time = element('time', 'bubble__time', new Date(bubble.at * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }))
  time.dateTime = new Date(bubble.at * 1000).toISOString()
  foot.append(time)
  item.append(text, foot)
  list.append(item)
  shown.set(bubble.wamid, item)
  showTicks(item, bubble)
}

function showTicks(item, bubble) {
  if (!bubble.mine || item.dataset.progress === bubble.progress) return
  item.dataset.progress = bubble.progress
  item.querySelector('.ticks')?.remove()
  const names = { pending: ['clock', 'Waiting'], sent: ['sent', 'Sent'], delivered: ['both', 'Delivered'], read: ['both', 'Read'] }
  const [symbol, label] = names[bubble.progress]
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', `ticks ticks--${bubble.progress}`)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', label)
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', `#${symbol}`)
  svg.append(use)
  item.querySelector('.bubble__foot').append(svg)
}

function day(seconds) {
  const date = new Date(seconds * 1000)
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return date.toLocaleDateString([], { day: 'numeric', month: 'long', year: 'numeric' })
}

function element(name, className, text = '') {
  const node = document.createElement(name)
  node.className = className
  node.textContent = text
  return node
}
