// The pictures and videos that a viewer leads through, the oldest first; those that are not loaded come page by page.
import { fragment } from './http.js'

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' })

export class ViewerItems {
  #exhausted = false

  constructor(opener) {
    const shared = opener.closest('[data-shared]')
    const buttons = [...(shared ?? document.querySelector('.messages')).querySelectorAll('[data-enlarge]')]
    if (shared) buttons.reverse()
    this.list = buttons.map(read)
    this.at = buttons.indexOf(opener)
    this.conversation = document.querySelector('chat-thread').dataset.conversation
    this.place = shared ? shared.querySelector('[data-more]')?.dataset.more : document.querySelector('.messages > .message')?.dataset.sort
    if (!this.place) this.#exhausted = true
  }

  get item() { return this.list[this.at] }

  get hasOlder() { return this.at > 0 || !this.#exhausted }

  get hasNewer() { return this.at < this.list.length - 1 }

  /** Goes on by one; says whether there was one. */
  async step(by) {
    if (this.at + by < 0) await this.#load()
    if (!this.list[this.at + by]) return false
    this.at += by
    return true
  }

  async #load() {
    while (!this.#exhausted && this.at === 0) {
      const page = await fragment(`/conversations/${this.conversation}/shared?kind=media&before=${this.place}`)
      const older = [...page.querySelectorAll('[data-enlarge]')].reverse().map(read)
      const have = new Set(this.list.map(item => item.message))
      const fresh = older.filter(item => !have.has(item.message))
      this.list.unshift(...fresh)
      this.at += fresh.length
      this.place = page.querySelector('[data-more]')?.dataset.more
      if (!this.place) this.#exhausted = true
    }
  }
}

/** What there is to say of one, from its bubble if that is loaded. */
function read(button) {
  const id = button.dataset.message ?? button.closest('.message').id.replace('message-', '')
  const message = document.getElementById(`message-${id}`)
  const ours = button.dataset.ours ?? message?.classList.contains('message--ours')
  return {
    message: id,
    file: button.dataset.enlarge,
    kind: button.dataset.enlargeKind,
    at: Number(button.closest('[data-at]').dataset.at),
    sender: message?.querySelector('.bubble__sender')?.textContent || (ours ? 'Your team' : document.querySelector('chat-thread').dataset.title),
    caption: message?.querySelector('.bubble__text')?.textContent ?? ''
  }
}

/** The element that shows one. */
export function mediumOf({ kind, caption }) {
  const medium = document.createElement(kind === 'video' ? 'video' : 'img')
  medium.className = 'viewer__media'
  return Object.assign(medium, kind === 'video' ? { controls: true, autoplay: true, playsInline: true } : { alt: caption || 'Photo', draggable: false })
}

/** Says whose it is, when it was sent and what was written beside it. */
export function describe(part, { sender, at, caption }) {
  part('sender').textContent = sender
  part('time').dateTime = new Date(at).toISOString()
  part('time').textContent = moment.format(at)
  part('caption').textContent = caption
  part('caption').hidden = !caption
}
