// Loads newer messages as one scrolls down, where the thread shows a stretch of long ago; the way back to its end.
import { feed } from './live-feed.js'
import { fragment } from './http.js'
import { holdPlace } from './keep-place.js'

const RETRY = 3_000

export class NewerMessages {
  constructor(thread) {
    this.thread = thread
    this.observer = new IntersectionObserver(seen => seen.some(entry => entry.isIntersecting) && this.#load(), { root: thread.scroller, rootMargin: '400px 0px' })
    this.watch()
  }

  get mark() { return this.thread.messages.querySelector(':scope > .newer') }

  get address() { return `/conversations/${this.thread.dataset.conversation}/messages` }

  watch() {
    this.observer.disconnect()
    if (this.mark) this.observer.observe(this.mark)
  }

  stop() {
    this.observer.disconnect()
  }

  /** Whether a message lies after what is loaded, so that it will come with its page. */
  isStillToCome(message) {
    return this.mark !== null && message.dataset.sort > (this.#last()?.dataset.sort ?? '')
  }

  /** Shows the stretch around a message, or else the newest; what happened meanwhile is told again. */
  async show(around) {
    const sequence = feed()?.sequence
    const page = await fragment(around ? `${this.address}?around=${around}` : this.address)
    this.thread.messages.replaceChildren(page)
    this.thread.begin()
    feed()?.catchUp(sequence)
  }

  async #load() {
    const { mark, thread } = this
    const last = this.#last()
    if (!mark || !last || this.loading) return
    this.loading = true
    try {
      const sequence = feed()?.sequence
      const page = await fragment(`${this.address}?after=${last.dataset.sort}`)
      if (mark.isConnected) {
        holdPlace(thread.scroller, last, () => {
          for (const element of [...page.children]) {
            if (!element.id || !document.getElementById(element.id)) mark.before(element)
          }
          mark.remove()
          thread.refresh()
        })
        if (!this.mark) thread.reachedEnd()
        feed()?.catchUp(sequence)
      }
      this.loading = false
      this.watch()
    } catch {
      setTimeout(() => { this.loading = false; this.watch() }, RETRY)
    }
  }

  #last() {
    return [...this.thread.messages.querySelectorAll(':scope > .message')].at(-1)
  }
}
