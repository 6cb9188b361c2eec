// Loads older messages as one scrolls up, and lets go of them again when the thread has grown long.
import { fragment } from './http.js'
import { keepPlace } from './keep-place.js'
import { MoreMessages } from './more-messages.js'

const MOST = 320
const KEPT = 300

export class OlderMessages extends MoreMessages {
  constructor(thread) { super(thread, '800px') }

  get mark() { return this.thread.messages.querySelector(':scope > .older') }

  get edge() { return this.thread.messages.querySelector(':scope > .message') }

  /** Whether a message lies before what is loaded, so that it will come with its page. */
  isStillToCome(message) {
    const first = this.edge
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

  async load(mark, first) {
    const page = await fragment(`${this.address}?before=${first.dataset.sort}`)
    keepPlace(this.thread.scroller, () => this.fill(page, mark))
  }
}
