// How a file that is still here looks: a picture of it, its first lines, or an icon.
import { sizeWords, typeOf, typeWords } from './file-rules.js'

const FIRST = 2000
const ICONS = { image: 'image', video: 'video', audio: 'music', document: 'file-text', sticker: 'sticker', voice_note: 'mic' }

const make = (name, properties) => Object.assign(document.createElement(name), properties)

/** Large, to be looked at; `seen` hears its width and height where it has some. */
export function preview(item, seen) {
  const { file, natural, url } = item
  const type = typeOf(file)
  if (natural === 'image' || natural === 'sticker' || type.startsWith('image/')) {
    const picture = make('img', { className: `tray__picture${natural === 'sticker' ? ' tray__picture--sticker' : ''}`, src: url, alt: `Preview of ${file.name}` })
    picture.addEventListener('load', () => seen(picture.naturalWidth, picture.naturalHeight))
    return orIcon(picture, item)
  }
  if (natural === 'video') {
    const video = make('video', { className: 'tray__picture', src: url, controls: true, preload: 'metadata' })
    video.addEventListener('loadedmetadata', () => seen(video.videoWidth, video.videoHeight))
    return orIcon(video, item)
  }
  if (natural === 'audio') return withIcon(item, orIcon(make('audio', { src: url, controls: true, preload: 'metadata' }), item))
  return type === 'text/plain' ? lines(file) : withIcon(item)
}

/** Small, to be told from others. */
export function thumbnail({ file, natural, url }) {
  if (natural === 'image' || natural === 'sticker') return orIcon(make('img', { src: url, alt: '' }), { natural }, icon)
  if (natural === 'video') return orIcon(make('video', { src: url, preload: 'metadata', muted: true, tabIndex: -1 }), { natural }, icon)
  return icon({ natural })
}

export function icon({ natural }, size = '') {
  const holder = document.createElement('template')
  holder.innerHTML = `<svg class="icon ${size}" aria-hidden="true"><use href="#icon-${ICONS[natural]}"/></svg>`
  return holder.content.firstElementChild
}

function withIcon(item, ...more) {
  const card = make('div', { className: 'tray__card' })
  card.append(icon(item, 'icon--l'), make('strong', { textContent: typeWords(item.file) }), make('span', { textContent: sizeWords(item.file.size) }), ...more)
  return card
}

/** Not every browser can show everything that phones can. */
function orIcon(element, item, instead = withIcon) {
  element.addEventListener('error', () => element.replaceWith(instead(item)), { once: true })
  return element
}

function lines(file) {
  const text = make('pre', { className: 'tray__lines', tabIndex: 0, dir: 'auto' })
  file.slice(0, FIRST).text().then(words => (text.textContent = words + (file.size > FIRST ? '…' : '')))
  return text
}
