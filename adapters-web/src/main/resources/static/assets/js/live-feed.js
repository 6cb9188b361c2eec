// Keeps a page equal to the server: one socket, one number that says how far the page has come, and no gap after a break.
import { apply } from './live-operations.js'
import { request, toLogin } from './http.js'

const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000
const SILENCE = 30_000
const ANSWER_WITHIN = 4_000
const TICK = 5_000
const SHOW_AFTER = 2_500
const LOGGED_OUT = 4401

export class LiveFeed extends HTMLElement {
  #failures = 0
  #floor = Infinity

  connectedCallback() {
    this.sequence = Number(this.dataset.seq)
    this.#connect()
    this.ticking = setInterval(() => this.#tick(), TICK)
    this.lastTick = Date.now()
    const probe = () => document.visibilityState === 'visible' && this.#probe()
    document.addEventListener('visibilitychange', probe)
    for (const event of ['online', 'pageshow']) window.addEventListener(event, probe)
    window.addEventListener('pagehide', () => this.socket?.close())
  }

  /** Has everything since `sequence` told again: a part of the page was fetched that is older than the page. */
  catchUp(sequence) {
    if (!(sequence < this.sequence)) return
    this.#floor = Math.min(this.#floor, sequence)
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(`?${this.#floor}`)
  }

  #connect() {
    clearTimeout(this.retry)
    const after = Math.min(this.sequence, this.#floor)
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/live?after=${after}`)
    this.socket = socket
    this.heard = Date.now()
    socket.onopen = () => (this.opened = true)
    socket.onmessage = event => this.#receive(event.data)
    socket.onclose = event => socket === this.socket && this.#lost(event)
  }

  #receive(data) {
    this.heard = Date.now()
    clearTimeout(this.deadline)
    this.#failures = 0
    for (const frame of data.split('\u001e')) {
      const cut = frame.indexOf('\n')
      if (apply(frame.slice(cut + 1))) this.#floor = Infinity
      this.sequence = Math.max(this.sequence, Number(frame.slice(0, cut)))
    }
    this.#show('open')
  }

  #lost(event) {
    clearTimeout(this.deadline)
    if (event.code === LOGGED_OUT) return toLogin()
    if (!this.opened && this.#failures > 0) request('/conversations?view=unread').catch(() => {})
    this.opened = false
    this.#show('lost')
    const pause = Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures++)
    this.retry = setTimeout(() => this.#connect(), Math.max(FIRST_PAUSE / 2, pause))
  }

  #probe() {
    if (this.socket?.readyState !== WebSocket.OPEN) {
      if (this.socket?.readyState === WebSocket.CLOSED) this.#connect()
      return
    }
    this.socket.send('?')
    clearTimeout(this.deadline)
    this.deadline = setTimeout(() => this.#abandon(), ANSWER_WITHIN)
  }

  #abandon() {
    const dead = this.socket
    this.socket = undefined
    dead?.close()
    this.#lost({ code: 1006 })
  }

  #tick() {
    const now = Date.now()
    const slept = now - this.lastTick > TICK + 15_000
    this.lastTick = now
    if (slept || now - this.heard > SILENCE) this.#probe()
  }

  #show(state) {
    if (this.dataset.state === state) return
    this.dataset.state = state
    clearTimeout(this.showing)
    const strip = document.querySelector('[data-strip]')
    if (state === 'open') strip?.setAttribute('hidden', '')
    else this.showing = setTimeout(() => strip?.removeAttribute('hidden'), SHOW_AFTER)
  }
}

customElements.define('live-feed', LiveFeed)

export const feed = () => document.querySelector('live-feed')
