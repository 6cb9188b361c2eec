// Choosing a template: the dialog of the composer, its search and filters, and the way to the sheet that is filled in.
import { fragment } from './http.js'
import { localise } from './local-times.js'
import { begin } from './template-sheet.js'

const PAUSE = 180

export class TemplatePicker extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector('[data-list]')
    this.sheet = this.querySelector('[data-sheet]')
    this.filters = this.querySelector('[data-filters]')
    this.filters.addEventListener('submit', event => event.preventDefault())
    this.filters.addEventListener('input', event => this.#filterSoon(event.target.name === 'q' ? PAUSE : 0))
    this.list.addEventListener('click', event => this.#choose(event.target.closest('[data-pick]')))
    this.filters.addEventListener('keydown', event => this.#down(event))
    this.list.addEventListener('keydown', event => this.#down(event))
    this.querySelector('[data-back]').addEventListener('click', () => this.#back())
  }

  #filterSoon(pause) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.#filter(), pause)
  }

  async #filter() {
    const wish = new URLSearchParams(new FormData(this.filters))
    wish.set('rows', 'true')
    await this.#load(`${this.dataset.address}?${wish}`, this.list)
  }

  async #choose(pick) {
    if (!pick) return
    for (const other of this.list.querySelectorAll('[data-pick]')) other.removeAttribute('aria-current')
    pick.setAttribute('aria-current', 'true')
    this.dataset.filling = ''
    await this.#load(`${this.dataset.address}/${pick.dataset.pick}`, this.sheet)
    const first = this.sheet.querySelector('[data-fills]') ?? this.sheet.querySelector('[data-name]')
    first?.focus()
  }

  /** What is loaded later wins, whatever comes back first. */
  async #load(address, into) {
    const loading = (into.loading = new AbortController())
    into.setAttribute('aria-busy', 'true')
    let content
    try {
      content = await fragment(address, loading.signal)
    } catch (error) {
      content = notice(error.message)
    }
    if (into.loading !== loading) return
    into.replaceChildren(content)
    into.removeAttribute('aria-busy')
    localise(into)
    const sheet = into.querySelector('form[data-fill]')
    if (sheet) begin(sheet)
  }

  #back() {
    delete this.dataset.filling
    ;(this.list.querySelector('[aria-current]') ?? this.filters.q).focus()
  }

  #down(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!by || event.target.matches('select')) return
    event.preventDefault()
    const picks = [...this.list.querySelectorAll('[data-pick]')]
    const next = picks.indexOf(document.activeElement) + by
    if (next < 0) this.filters.q.focus()
    else picks[Math.min(next, picks.length - 1)]?.focus()
  }
}

customElements.define('template-picker', TemplatePicker)

function notice(text) {
  const element = document.createElement('p')
  element.className = 'notice notice--bad'
  element.setAttribute('role', 'alert')
  element.textContent = text
  return element
}

document.addEventListener('click', async event => {
  const opener = event.target.closest('[data-choose-template]')
  if (!opener) return
  const composer = opener.closest('chat-thread').querySelector('message-composer')
  const dialog = composer.querySelector('[data-templates]')
  if (dialog.open) return
  dialog.replaceChildren()
  dialog.showModal()
  try {
    dialog.replaceChildren(await fragment(`/conversations/${composer.dataset.conversation}/templates`))
    dialog.querySelector('[name="q"]').focus()
  } catch (error) {
    dialog.replaceChildren(notice(error.message))
  }
})
