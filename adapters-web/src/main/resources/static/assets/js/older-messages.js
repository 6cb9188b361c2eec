// Loads older messages as one scrolls up, and lets go of them again when the thread has grown long.
import { fragment } from './http.js'
import { keepPlace } from './keep-place.js'

const MOST = 320
const KEPT = 300
const RETRY = 3_000

export class OlderMessages {
  constructor(thread) {
    this.thread = thread
    this.observer = new IntersectionObserver(seen => seen.some(entry => entry.isIntersecting) && this.#load(), { root: thread.scroller, rootMargin: '800px 0px' })
    this.watch()
  }

  get mark() { return this.thread.messages.querySelector(':scope > .older') }

  watch() {
    this.observer.disconnect()
    if (this.mark) this.observer.observe(this.mark)
  }

  stop() {
    this.observer.disconnect()
  }

  /** Whether a message lies before what is loaded, so that it will come with its page. */
  isStillToCome(message) {
    const first = this.thread.messages.querySelector(':scope > .message')
    return this.mark !== null && first !== null && message.dataset.sort < first.dataset.sort
  }

  trim() {
    const messages = this.thread.messages.querySelectorAll(':scope > .message')
    if (messages.length <= MOST) return
    for (const message of [...messages].slice(0, messages.length - KEPT)) message.remove()
    if (this.mark) return
    const mark = document.createElement('li')
    mark.className = 'older'
    mark.innerHTML = '<span class="spinner"></span>'
    this.thread.messages.prepend(mark)
    this.watch()
  }

  async #load() {
    const { mark, thread } = this
    const first = thread.messages.querySelector(':scope > .message')
    if (!mark || !first || this.loading) return
    this.loading = true
    try {
      const page = await fragment(`/conversations/${thread.dataset.conversation}/messages?before=${first.dataset.sort}`)
      keepPlace(thread.scroller, () => {
        for (const element of [...page.children]) {
          if (!element.id || !document.getElementById(element.id)) mark.before(element)
        }
        mark.remove()
        thread.refresh()
      })
      this.loading = false
      this.watch()
    } catch {
      setTimeout(() => { this.loading = false; this.watch() }, RETRY)
    }
  }
}
