// The list on the left: rows come and change live, in order, and more of them as one scrolls.
import { announce } from './announcer.js'
import { draftOf } from './drafts.js'
import { feed } from './live-feed.js'
import { fragment } from './http.js'
import { localise } from './local-times.js'
import { morph } from './morph.js'
import { place } from './sorted-list.js'

const MINUTE = 60_000
const IN_ORDER = { descending: true, selector: '.row' }

export class ConversationList extends HTMLElement {
  connectedCallback() {
    this.scroller = this.querySelector('.list__scroller')
    this.observer = new IntersectionObserver(seen => seen.some(entry => entry.isIntersecting) && this.#more(), { root: this.scroller, rootMargin: '600px' })
    this.begin()
    document.addEventListener('live-reset', () => this.load())
    document.addEventListener('pane-changed', () => this.refresh())
    document.addEventListener('drafts-changed', () => this.refresh())
    document.addEventListener('thing-removed', () => this.begin())
    setInterval(() => localise(this), MINUTE)
  }

  get rows() { return this.querySelector('#conversation-rows') }

  get pins() { return (this.rows.dataset.pins ?? '').split(' ').filter(Boolean) }

  set pins(ids) {
    this.rows.dataset.pins = ids.join(' ')
    this.refresh()
  }

  begin() {
    this.observer.disconnect()
    const more = this.querySelector('[data-next]')
    more?.setAttribute('data-stays-last', '')
    if (more) this.observer.observe(more)
    localise(this)
    this.refresh()
  }

  /** A row as the server renders it now: it takes its place if it belongs to what is shown. */
  upsert(row) {
    const existing = document.getElementById(row.id)
    if (existing && Number(existing.dataset.v) > Number(row.dataset.v)) return
    const unreadBefore = Number(existing?.dataset.unread ?? 0)
    const element = existing ? morph(existing, row) : row
    if (!existing && !this.#isWithinLoaded(row)) return
    this.refresh(element)
    localise(element)
    if (Number(row.dataset.unread) > unreadBefore && !this.#isOpen(element)) {
      announce(`New message from ${element.querySelector('.row__title').textContent}`)
    }
  }

  /** Gives one row, or all, what only this browser knows: whether it is open, pinned, or has a draft. */
  refresh(only) {
    const pins = new Set(this.pins)
    for (const row of only ? [only] : this.querySelectorAll('.row')) {
      const link = row.querySelector('.row__link')
      const id = link.dataset.conversation
      if (this.#isOpen(row)) link.setAttribute('aria-current', 'page')
      else link.removeAttribute('aria-current')
      row.toggleAttribute('data-pinned', pins.has(id))
      this.#showDraft(row, this.#isOpen(row) ? '' : draftOf(id).text)
      if (this.#fits(row)) place(this.#listFor(row), row, IN_ORDER)
      else row.remove()
    }
  }

  async load(view = this.rows.dataset.view, search = this.rows.dataset.search ?? '') {
    this.loading?.abort()
    this.loading = new AbortController()
    this.rows.setAttribute('aria-busy', 'true')
    const address = `/conversations?${new URLSearchParams({ view, search })}`
    try {
      const fresh = (await fragment(address, this.loading.signal)).querySelector('#conversation-rows')
      this.rows.replaceWith(fresh)
      this.dataset.unread = fresh.dataset.unread
      this.begin()
      feed()?.catchUp(Number(fresh.dataset.seq))
    } catch (error) {
      if (error.name !== 'AbortError') this.rows.removeAttribute('aria-busy')
    }
  }

  async #more() {
    const more = this.querySelector('[data-next]')
    if (!more || more.dataset.loading) return
    more.dataset.loading = 'true'
    try {
      const page = await fragment(more.dataset.next)
      if (!more.isConnected) return
      const rows = page.querySelector('#conversation-rows')
      more.remove()
      for (const row of rows.querySelectorAll('.row')) {
        if (!document.getElementById(row.id)) this.querySelector('#conversations').append(row)
      }
      const next = rows.querySelector('[data-next]')
      if (next) this.querySelector('#conversations').append(next)
      this.begin()
      feed()?.catchUp(Number(rows.dataset.seq))
    } catch {
      delete more.dataset.loading
    }
  }

  #isOpen(row) {
    return row.querySelector('.row__link').getAttribute('href') === location.pathname
  }

  #listFor(row) {
    const apart = this.rows.dataset.view === 'all' && !this.rows.dataset.search
    return this.querySelector(apart && row.hasAttribute('data-pinned') ? '#pinned' : '#conversations')
  }

  #fits(row) {
    const { view, search } = this.rows.dataset
    if ((row.dataset.archived === 'true') !== (view === 'archived')) return false
    if (search && !row.isConnected) return false
    return view !== 'unread' || row.dataset.unread !== '0' || this.#isOpen(row)
  }

  /** Whether a row not seen so far belongs above what is still to be loaded. */
  #isWithinLoaded(row) {
    const more = this.querySelector('[data-next]')
    const last = more?.previousElementSibling
    return !more || this.pins.includes(row.querySelector('.row__link').dataset.conversation) || !last || last.dataset.sort < row.dataset.sort
  }

  #showDraft(row, draft) {
    const words = row.querySelector('.row__words')
    const shown = row.querySelector('.row__draft')
    if (!draft) {
      shown?.remove()
      words.hidden = false
      return
    }
    const element = shown ?? words.insertAdjacentElement('beforebegin', document.createElement('span'))
    element.className = 'row__words row__draft'
    element.textContent = `Draft: ${draft}`
    row.querySelector('.row__words:not(.row__draft)').hidden = true
  }
}

customElements.define('conversation-list', ConversationList)

export const list = () => document.querySelector('conversation-list')
