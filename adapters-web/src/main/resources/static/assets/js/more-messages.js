// Loads a page of messages when the mark at an edge of the thread comes near; what fails is tried again after a while.
const RETRY = 3_000

export class MoreMessages {
  constructor(thread, margin) {
    this.thread = thread
    this.observer = new IntersectionObserver(seen => seen.some(entry => entry.isIntersecting) && this.#load(), { root: thread.scroller, rootMargin: `${margin} 0px` })
    this.watch()
  }

  get address() { return `/conversations/${this.thread.dataset.conversation}/messages` }

  watch() {
    this.observer.disconnect()
    if (this.mark) this.observer.observe(this.mark)
  }

  stop() {
    this.observer.disconnect()
  }

  /** Puts what is not there yet in place of the mark. */
  fill(page, mark) {
    for (const element of [...page.children]) {
      if (!element.id || !document.getElementById(element.id)) mark.before(element)
    }
    mark.remove()
    this.thread.refresh()
  }

  async #load() {
    const { mark, edge } = this
    if (!mark || !edge || this.loading) return
    this.loading = true
    try {
      await this.load(mark, edge)
      this.loading = false
      this.watch()
    } catch {
      setTimeout(() => { this.loading = false; this.watch() }, RETRY)
    }
  }
}
