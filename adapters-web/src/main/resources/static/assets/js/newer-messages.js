// Loads newer messages as one scrolls down, where the thread shows a stretch of long ago; the way back to its end.
import { feed } from './live-feed.js'
import { fragment } from './http.js'
import { holdPlace } from './keep-place.js'
import { MoreMessages } from './more-messages.js'

export class NewerMessages extends MoreMessages {
  constructor(thread) { super(thread, '400px') }

  get mark() { return this.thread.messages.querySelector(':scope > .newer') }

  get edge() { return [...this.thread.messages.querySelectorAll(':scope > .message')].at(-1) }

  /** Whether a message lies after what is loaded, so that it will come with its page. */
  isStillToCome(message) {
    return this.mark !== null && message.dataset.sort > (this.edge?.dataset.sort ?? '')
  }

  /** Shows the stretch around a message, or else the newest; what happened meanwhile is told again. */
  async show(around) {
    const sequence = feed()?.sequence
    const page = await fragment(around ? `${this.address}?around=${around}` : this.address)
    this.thread.messages.replaceChildren(page)
    this.thread.begin()
    feed()?.catchUp(sequence)
  }

  async load(mark, last) {
    const sequence = feed()?.sequence
    const page = await fragment(`${this.address}?after=${last.dataset.sort}`)
    if (!mark.isConnected) return
    holdPlace(this.thread.scroller, last, () => this.fill(page, mark))
    if (!this.mark) this.thread.reachedEnd()
    feed()?.catchUp(sequence)
  }
}
