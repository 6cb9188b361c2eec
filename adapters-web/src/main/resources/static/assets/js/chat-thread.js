// The open conversation: messages slot in by their time, the newest stays in view, and what was seen is marked as read.
import { announce } from './announcer.js'
import { isAtEnd, keepPlace } from './keep-place.js'
import { showDay } from './day-label.js'
import { JumpButton } from './jump-button.js'
import { localise } from './local-times.js'
import './message-composer.js'
import { morph } from './morph.js'
import { NewerMessages } from './newer-messages.js'
import { OlderMessages } from './older-messages.js'
import { confirmed, restore } from './outbox.js'
import { replyWindow } from './reply-window.js'
import { send } from './http.js'
import { place } from './sorted-list.js'
import { arrange } from './thread-days.js'
import { toast } from './toast.js'

const CLOCK = 15_000
const LONGEST_ANNOUNCED = 300
const IN_ORDER = { selector: '.message' }

export class ChatThread extends HTMLElement {
  static observedAttributes = ['data-unread', 'data-window-until']

  connectedCallback() {
    this.scroller = this.querySelector('[data-scroller]')
    this.messages = this.querySelector('.messages')
    this.older = new OlderMessages(this)
    this.newer = new NewerMessages(this)
    this.jump = new JumpButton(this)
    this.stopping = new AbortController()
    const { signal } = this.stopping
    this.scroller.addEventListener('scroll', () => this.#scrolled(), { signal, passive: true })
    this.querySelector('[data-jump]').addEventListener('click', () => this.toEnd(), { signal })
    for (const event of ['focus', 'pageshow']) window.addEventListener(event, () => this.#markRead(), { signal })
    document.addEventListener('visibilitychange', () => this.#markRead(), { signal })
    this.clock = setInterval(() => this.#tick(), CLOCK)
    customElements.upgrade(this.querySelector('message-composer'))
    this.begin()
    this.#tick()
    this.#markRead()
  }

  disconnectedCallback() {
    this.stopping.abort()
    this.older.stop()
    this.newer.stop()
    clearInterval(this.clock)
  }

  attributeChangedCallback() {
    if (!this.stopping) return
    this.#tick()
    this.#markRead()
  }

  /** Other messages have been put into the thread. */
  begin() {
    if (!this.newer.mark) restore(this)
    this.refresh()
    this.older.watch()
    this.newer.watch()
    this.jump.show()
  }

  /** A message as the server renders it now, or one that waits to be sent. */
  upsert(message) {
    const existing = document.getElementById(message.id)
    if (existing && Number(existing.dataset.v) > Number(message.dataset.v)) return
    if (!existing && this.older.isStillToCome(message)) return
    if (!existing && this.newer.isStillToCome(message)) return this.#comesLater(message)
    const stays = this.isAtNewest
    confirmed(message)
    keepPlace(this.scroller, () => {
      const element = existing ? morph(existing, message) : message
      this.refresh(element)
      if (stays) this.older.trim()
    })
    if (!existing && message.matches('.message--theirs:not([data-old])')) this.#arrived(message, stays)
  }

  /** Puts a message into its place, or all of them into days and groups. */
  refresh(message) {
    if (message === this) return
    if (message) place(this.messages, message, IN_ORDER)
    localise(message ?? this.messages)
    for (const author of (message ?? this.messages).querySelectorAll('[data-customer]')) author.textContent = this.dataset.title
    arrange(this.messages, document.querySelector('.inbox').dataset.viewer)
    const messages = this.messages.querySelectorAll(':scope > .message')
    for (const other of messages) other.tabIndex = -1
    if (messages.length) messages[messages.length - 1].tabIndex = 0
  }

  /** Whether the newest message there is stands in view. */
  get isAtNewest() { return !this.newer.mark && isAtEnd(this.scroller) }

  /** Shows a message with those around it. */
  goTo(id) {
    return this.newer.show(id)
  }

  /** The newest messages have been loaded from below. */
  reachedEnd() {
    restore(this)
    this.refresh()
    this.jump.show()
  }

  async toEnd() {
    if (this.newer.mark) {
      await this.newer.show().catch(error => toast(error.message))
      this.scroller.scrollTop = 0
      return
    }
    this.scroller.scrollTo({ top: 0, behavior: this.scroller.scrollTop < -3000 ? 'instant' : 'smooth' })
  }

  #arrived(message, seen) {
    announce(`${this.dataset.title}: ${message.querySelector('[data-says]')?.textContent.replace(/\s+/g, ' ').trim().slice(0, LONGEST_ANNOUNCED) ?? ''}`)
    if (!seen) this.jump.add(message)
  }

  /** It belongs below what is loaded: what one writes leads there, what comes in is counted. */
  #comesLater(message) {
    if (message.classList.contains('message--pending')) this.toEnd()
    else if (message.matches('.message--theirs:not([data-old])')) this.#arrived(message, false)
  }

  #scrolled() {
    if (!isAtEnd(this.scroller)) showDay(this)
    this.jump.show()
  }

  #tick() {
    const open = replyWindow(this.dataset.windowUntil ?? '')
    const label = this.querySelector('[data-window]')
    if (label.textContent !== open.label) label.textContent = open.label
    label.dataset.state = open.state
    this.querySelector('message-composer').close(open.reason)
    if (this.shownOn !== new Date().getDate()) arrange(this.messages, document.querySelector('.inbox').dataset.viewer)
    this.shownOn = new Date().getDate()
  }

  #markRead() {
    if (Number(this.dataset.unread) === 0 || document.visibilityState !== 'visible' || !document.hasFocus()) return
    if (this.readAt === this.dataset.v) return
    this.readAt = this.dataset.v
    send('POST', `/conversations/${this.dataset.conversation}/reading`, { open: true }).catch(() => (this.readAt = undefined))
  }
}

customElements.define('chat-thread', ChatThread)

export const thread = () => document.querySelector('chat-thread')
