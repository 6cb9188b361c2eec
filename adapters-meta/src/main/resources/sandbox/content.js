// What a message holds, as WhatsApp shows it.
import { askAs } from './ask.js'
import { element, linked, outward, symbol, words } from './element.js'
import { panel } from './panel.js'

/** The nodes of a content; the owner is whose phone it is on. */
export function contentOf(content, bubble, owner) {
  switch (content.type) {
    case 'text': return [linked('bubble__text', content.body)]
    case 'file': return file(content, bubble, owner)
    case 'place': return [place(content)]
    case 'cards': return content.cards.map(card)
    case 'panel': return panel(content, bubble, owner)
    case 'answer': return answer(content)
    case 'order': return order(content)
    case 'unsupported': return [labelled('poll', `Sent a ${bubble.text}`)]
    default: return [words('p', 'bubble__text', bubble.text)]
  }
}

const address = id => `/sandbox/api/files/${encodeURIComponent(id)}`

export function file(content, bubble, owner) {
  const kind = content.kind.toLowerCase()
  const nodes = [content.mediaId ? shown(kind, content, bubble, owner) : elsewhere(kind, content)]
  if (content.caption) nodes.push(linked('bubble__text', content.caption))
  return nodes
}

function shown(kind, content, bubble, owner) {
  const src = address(content.mediaId)
  if (kind === 'image') return element('img', 'picture', '', { src, alt: content.caption ?? 'Photo', loading: 'lazy' })
  if (kind === 'sticker') return element('img', 'sticker', '', { src, alt: 'Sticker' })
  if (kind === 'video') return element('video', 'picture', '', { src, controls: true, preload: 'metadata', 'aria-label': 'Video' })
  if (kind === 'audio') {
    const box = element('div', 'sound')
    const player = element('audio', 'sound__player', '', { src, controls: true, preload: 'metadata', 'aria-label': content.voice ? 'Voice message' : 'Audio' })
    player.addEventListener('play', () => content.voice && askAs(owner, 'plays', { wamid: bubble.wamid }), { once: true })
    box.append(symbol(content.voice ? 'mic' : 'note', 'icon sound__icon'), player)
    return box
  }
  const link = element('a', 'paper', '', { href: src, download: content.filename ?? 'file' })
  const about = element('span', 'paper__about')
  about.append(words('span', 'paper__name', content.filename ?? 'Document'), element('span', 'paper__size', size(content)))
  link.append(symbol('page', 'icon paper__icon'), about)
  return link
}

/** Nobody fetches what lies elsewhere: nothing leaves this machine. */
function elsewhere(kind, content) {
  const link = outward(content.link, 'paper', '')
  const about = element('span', 'paper__about')
  about.append(element('span', 'paper__name', content.filename ?? `${kind[0].toUpperCase()}${kind.slice(1)} by link`), element('span', 'paper__size', content.link))
  link.append(symbol('window', 'icon paper__icon'), about)
  return link
}

const size = content => [content.mimeType?.split('/').pop().split(';')[0].toUpperCase().slice(-12), content.size > 1048576 ? `${(content.size / 1048576).toFixed(1)} MB` : `${Math.ceil(content.size / 1024)} KB`].join(' · ')

export function place(content) {
  const link = outward(`https://www.openstreetmap.org/?mlat=${content.latitude}&mlon=${content.longitude}#map=15/${content.latitude}/${content.longitude}`, 'map', '')
  const picture = element('span', 'map__picture')
  picture.append(symbol('pin', 'icon map__pin'))
  link.append(picture, words('strong', 'map__name', content.name ?? 'Location'))
  link.append(words('span', 'map__address', content.address ?? `${content.latitude}, ${content.longitude}`))
  return link
}

function card(one) {
  const box = element('div', 'visit')
  const about = element('div', 'visit__about')
  about.append(words('strong', '', one.name), words('span', 'visit__line', [one.company, ...one.phones, ...one.emails].filter(Boolean).join(' · ')))
  box.append(symbol('person', 'icon visit__icon'), about)
  return box
}

function answer(content) {
  const nodes = [words('p', 'bubble__text', content.title)]
  if (content.description) nodes.push(words('p', 'bubble__more', content.description))
  return nodes
}

function order(content) {
  const total = content.items.reduce((sum, item) => sum + item.quantity * item.price, 0)
  const lines = content.items.map(item => words('p', 'bubble__more', `${item.quantity} × ${item.product} · ${item.price.toFixed(2)}`))
  return [labelled('cart', `Order · ${total.toFixed(2)} ${content.items[0]?.currency ?? ''}`), ...lines, ...(content.text ? [words('p', 'bubble__text', content.text)] : [])]
}

function labelled(icon, text) {
  const line = words('p', 'bubble__text bubble__text--labelled', '')
  line.append(symbol(icon), text)
  return line
}
