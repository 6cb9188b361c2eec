// The open conversation: messages slot in by their time, the newest stays in view, and what was seen is marked as read.
import { announce } from './announcer.js'
import { isAtEnd, keepPlace } from './keep-place.js'
import { dayName, localise } from './local-times.js'
import './message-composer.js'
import { morph } from './morph.js'
import { OlderMessages } from './older-messages.js'
import { confirmed, restore } from './outbox.js'
import { replyWindow } from './reply-window.js'
import { send } from './http.js'
import { place } from './sorted-list.js'
import { arrange } from './thread-days.js'

const CLOCK = 15_000
const FAR_FROM_END = 200
const DAY_SHOWN_FOR = 1_500
const IN_ORDER = { selector: '.message' }

export class ChatThread extends HTMLElement {
  static observedAttributes = ['data-unread', 'data-window-until']
  #unseen = 0

  connectedCallback() {
    this.scroller = this.querySelector('[data-scroller]')
    this.messages = this.querySelector('.messages')
    this.older = new OlderMessages(this)
    this.stopping = new AbortController()
    const { signal } = this.stopping
    this.scroller.addEventListener('scroll', () => this.#scrolled(), { signal, passive: true })
    this.querySelector('[data-jump]').addEventListener('click', () => this.toEnd(), { signal })
    for (const event of ['focus', 'pageshow']) window.addEventListener(event, () => this.#markRead(), { signal })
    document.addEventListener('visibilitychange', () => this.#markRead(), { signal })
    this.clock = setInterval(() => this.#tick(), CLOCK)
    customElements.upgrade(this.querySelector('message-composer'))
    restore(this)
    this.refresh()
    this.#tick()
    this.#markRead()
  }

  disconnectedCallback() {
    this.stopping.abort()
    this.older.stop()
    clearInterval(this.clock)
  }

  attributeChangedCallback() {
    if (!this.stopping) return
    this.#tick()
    this.#markRead()
  }

  /** A message as the server renders it now, or one that waits to be sent. */
  upsert(message) {
    const existing = document.getElementById(message.id)
    if (existing && Number(existing.dataset.v) > Number(message.dataset.v)) return
    if (!existing && this.older.isStillToCome(message)) return
    const stays = isAtEnd(this.scroller)
    confirmed(message)
    keepPlace(this.scroller, () => {
      const element = existing ? morph(existing, message) : message
      this.refresh(element)
      if (stays) this.older.trim()
    })
    if (!existing && message.classList.contains('message--theirs')) this.#arrived(message, stays)
  }

  /** Puts a message into its place, or all of them into days and groups. */
  refresh(message) {
    if (message === this) return
    if (message) place(this.messages, message, IN_ORDER)
    localise(message ?? this.messages)
    arrange(this.messages, document.querySelector('.inbox').dataset.viewer)
    const messages = this.messages.querySelectorAll(':scope > .message')
    for (const other of messages) other.tabIndex = -1
    if (messages.length) messages[messages.length - 1].tabIndex = 0
  }

  toEnd() {
    this.scroller.scrollTo({ top: 0, behavior: this.scroller.scrollTop < -3000 ? 'instant' : 'smooth' })
  }

  #arrived(message, seen) {
    announce(`${this.dataset.title}: ${message.querySelector('.bubble__text, .placeholder__words')?.textContent ?? ''}`)
    if (seen) return
    this.#unseen++
    this.#scrolled()
  }

  #scrolled() {
    if (isAtEnd(this.scroller)) this.#unseen = 0
    else this.#showDay()
    this.querySelector('[data-jump]').hidden = this.scroller.scrollTop > -FAR_FROM_END && this.#unseen === 0
    const count = this.querySelector('[data-jump-count]')
    count.hidden = this.#unseen === 0
    count.textContent = this.#unseen === 1 ? '1 new message' : `${this.#unseen} new messages`
  }

  /** Which day is on top while one scrolls. */
  #showDay() {
    const box = this.scroller.getBoundingClientRect()
    const first = [...this.messages.querySelectorAll(':scope > .message')].find(message => message.getBoundingClientRect().bottom > box.top)
    const label = this.querySelector('[data-day-label]')
    if (first) label.textContent = dayName(Number(first.dataset.at))
    label.toggleAttribute('data-shown', Boolean(first))
    clearTimeout(this.dayShown)
    this.dayShown = setTimeout(() => label.removeAttribute('data-shown'), DAY_SHOWN_FOR)
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
    send('POST', `/conversations/${this.dataset.conversation}/reading`).catch(() => (this.readAt = undefined))
  }
}

customElements.define('chat-thread', ChatThread)

export const thread = () => document.querySelector('chat-thread')
