// The file in the bubble of a message that waits to be sent, in the very frame that it has once it is sent.
import { clock } from './clock-words.js'
import { icon } from './file-look.js'
import { sizeWords, typeWords } from './file-rules.js'
import { urlOf } from './outgoing-files.js'

const WORDS = { image: 'Photo', video: 'Video', sticker: 'Sticker', audio: 'Audio', voice_note: 'Voice message', document: 'Document' }

const make = (name, properties) => Object.assign(document.createElement(name), properties)
const part = name => document.getElementById(`pending-${name}`).content.firstElementChild.cloneNode(true)

const looks = { image: framed, video: framed, sticker: framed, audio: sound, voice_note: sound, document: written }

export function fileContent(parcel) {
  const { file, caption } = parcel.wish
  const kind = file.kind.replace('animated_', '')
  const content = document.createDocumentFragment()
  content.append(looks[kind](file, kind, urlOf(parcel)))
  if (caption) content.append(make('span', { className: 'bubble__text', textContent: caption, dir: 'auto' }))
  return content
}

function framed(file, kind, url) {
  const media = part('frame')
  const look = { image: 'picture', video: 'film', sticker: 'sticker' }[kind]
  const frame = media.querySelector('.frame')
  media.classList.add(`media--${look}`)
  frame.classList.add(`frame--${look}`)
  media.querySelector('[data-says]').textContent = WORDS[kind]
  frame.prepend(url ? picture(kind, url) : gone(kind))
  return media
}

function picture(kind, src) {
  const element = kind === 'video' ? make('video', { src, muted: true, preload: 'metadata' }) : make('img', { src, alt: '' })
  element.className = 'frame__picture'
  element.addEventListener('error', () => element.replaceWith(gone(kind)), { once: true })
  return element
}

function gone(kind) {
  const holder = make('span', { className: 'sending__icon' })
  holder.append(icon({ natural: kind }, 'icon--l'))
  return holder
}

function written(file, kind) {
  const media = part('document')
  media.querySelector('.doc__icon').append(icon({ natural: kind }, 'icon--l'))
  media.querySelector('bdi').textContent = file.name
  media.querySelector('.doc__facts').textContent = `${typeWords(file)} · ${sizeWords(file.size)}`
  const isPdf = typeWords(file) === 'PDF'
  media.querySelector('.doc').classList.toggle('doc--pdf', isPdf)
  media.querySelector('.doc__page').hidden = !isPdf
  return media
}

function sound(file, kind) {
  const media = part('sound')
  const isVoice = kind === 'voice_note'
  media.querySelector('.sound__title').classList.toggle('for-screen-reader', isVoice)
  media.querySelector('.sound__name').textContent = isVoice ? WORDS[kind] : file.name
  media.querySelector('.voice__time').textContent = file.seconds === null ? sizeWords(file.size) : clock(file.seconds)
  return media
}
