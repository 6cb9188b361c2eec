// Keeps the pages of Meta's deliveries up to date while somebody looks at them; what is being read does not move.
import { fragment } from './http.js'
import { localise } from './local-times.js'
import { morph } from './morph.js'
import { toast } from './toast.js'

const EVERY = 3_000

class WebhookBoard extends HTMLElement {
  connectedCallback() {
    localise(this)
    this.timer = setInterval(() => this.refresh(), EVERY)
    this.onVisible = () => this.refresh()
    document.addEventListener('visibilitychange', this.onVisible)
    this.addEventListener('click', event => {
      const older = event.target.closest('a[data-older]')
      if (!older || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      this.older(older)
    })
  }

  disconnectedCallback() {
    clearInterval(this.timer)
    document.removeEventListener('visibilitychange', this.onVisible)
  }

  async refresh() {
    if (document.hidden || this.busy) return
    this.busy = true
    try {
      const fresh = await fragment(this.dataset.address)
      localise(fresh)
      for (const part of fresh.querySelectorAll('[data-part]')) {
        const shown = this.querySelector(`[data-part="${part.dataset.part}"]`)
        if (shown) morph(shown, part)
      }
      this.merge(fresh)
    } catch (error) {
      if (error.status === 401) clearInterval(this.timer)
    } finally {
      this.busy = false
    }
  }

  /** The latest items come in at the top; those loaded before them stay. */
  merge(fresh) {
    const list = this.querySelector('[data-items]')
    const latest = [...fresh.querySelectorAll('[data-items] > .hook-item')]
    if (!list) return
    const ids = new Set(latest.map(item => item.id))
    const oldest = latest.at(-1)
    const isAll = !fresh.querySelector('[data-older]')
    for (const item of [...list.children]) {
      if (!ids.has(item.id) && (isAll || !isBefore(item, oldest))) item.remove()
    }
    let place = list.firstElementChild
    for (const item of latest) {
      const shown = document.getElementById(item.id)
      if (shown) place = morph(shown, item).nextElementSibling
      else list.insertBefore(item, place)
    }
    const more = this.querySelector('[data-more]')
    if (isAll || !more.querySelector('[data-older]')) morph(more, fresh.querySelector('[data-more]'))
  }

  async older(link) {
    link.setAttribute('aria-busy', 'true')
    try {
      const page = await fragment(link.getAttribute('href'))
      localise(page)
      const items = [...page.querySelectorAll('[data-items] > .hook-item')]
      this.querySelector('[data-items]').append(...items.filter(item => !document.getElementById(item.id)))
      items[0]?.querySelector('a').focus({ preventScroll: true })
      this.querySelector('[data-more]').replaceWith(page.querySelector('[data-more]'))
    } catch (error) {
      link.removeAttribute('aria-busy')
      toast(error.message)
    }
  }
}

function isBefore(item, other) {
  const [delivery, position] = [Number(item.dataset.delivery), Number(item.dataset.position)]
  const [otherDelivery, otherPosition] = [Number(other.dataset.delivery), Number(other.dataset.position)]
  return delivery < otherDelivery || (delivery === otherDelivery && position < otherPosition)
}

customElements.define('webhook-board', WebhookBoard)
customElements.define('webhook-delivery', class extends WebhookBoard {})
