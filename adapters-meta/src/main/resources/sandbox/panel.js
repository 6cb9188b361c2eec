// Messages with buttons: interactive ones, templates, and the cards of a carousel.
import { askAs, say } from './ask.js'
import { button, element, linked, outward, symbol, words } from './element.js'
import { file, place } from './content.js'
import { closeSheet, openSheet } from './sheets.js'

const ICONS = { LINK: 'window', CALL: 'call', COPY: 'copy', ROWS: 'list', SHARE_LOCATION: 'pin', SHARE_CONTACT: 'person', PERMIT_CALLS: 'call', QUICK_REPLY: 'answer', REPLY: 'answer' }

export function panel(content, bubble, owner) {
  const nodes = inside(content, bubble, owner, null)
  if (content.cards.length > 0) {
    const row = element('div', 'carousel', '', { role: 'group', 'aria-label': 'Cards', tabindex: 0 })
    content.cards.forEach((card, index) => {
      const box = element('div', 'carousel__card')
      box.append(...inside(card, bubble, owner, index))
      row.append(box)
    })
    nodes.push(row)
  }
  return nodes
}

function inside(content, bubble, owner, card) {
  const nodes = []
  const head = content.header
  if (head?.type === 'text') nodes.push(words('strong', 'panel__header', head.body))
  if (head?.type === 'file') nodes.push(...file(head, bubble, owner))
  if (head?.type === 'place') nodes.push(place(head))
  if (content.offer) nodes.push(offer(content.offer))
  nodes.push(linked('bubble__text', content.body))
  if (content.footer) nodes.push(words('p', 'panel__footer', content.footer))
  if (content.keys.length > 0) {
    const keys = element('div', 'panel__keys')
    content.keys.forEach((key, index) => keys.append(keyOf(key, index, bubble, owner, card)))
    nodes.push(keys)
  }
  return nodes
}

function offer(one) {
  const box = element('p', 'offer')
  const days = one.endsAt && Math.max(0, Math.round((one.endsAt - Date.now()) / 86_400_000))
  box.append(symbol('gift'), words('strong', '', one.text), one.endsAt ? ` · ends in ${days} ${days === 1 ? 'day' : 'days'}` : '')
  return box
}

function keyOf(key, index, bubble, owner, card) {
  const press = choice => askAs(owner, 'presses', { wamid: bubble.wamid, card, button: index, choice })
  const doings = {
    ROWS: () => pickRow(key, press),
    PERMIT_CALLS: () => askPermission(press),
    COPY: () => copy(key.value),
  }
  let node
  if (key.act === 'LINK') node = outward(key.value ?? '', 'panel__key', '')
  else if (key.act === 'CALL') node = element('a', 'panel__key', '', { href: `tel:${key.value ?? ''}` })
  else node = button('panel__key', '', doings[key.act] ?? (() => press(null)), { disabled: key.act === 'NOTHING' })
  if (ICONS[key.act]) node.append(symbol(ICONS[key.act]))
  node.append(words('span', '', key.label))
  return node
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    say(`Copied: ${text}`)
  } catch {
    say(`The code is ${text}`)
  }
}

function pickRow(key, press) {
  const rows = key.sections.flatMap(section => [
    ...(section.title ? [words('h3', 'picker__section', section.title)] : []),
    ...section.rows.map(row => {
      const node = button('picker__row', '', () => { closeSheet('picker'); press(row.id) })
      node.append(words('span', 'picker__title', row.title))
      if (row.description) node.append(words('span', 'picker__description', row.description))
      return node
    }),
  ])
  openSheet('picker', words('h2', 'sheet__title', key.label), ...rows)
}

function askPermission(press) {
  const choose = (label, choice) => button('picker__row', label, () => { closeSheet('picker'); press(choice) })
  openSheet('picker', element('h2', 'sheet__title', 'May this business call you?'), choose('Allow for 7 days', 'accept'), choose('Do not allow', 'reject'))
}
