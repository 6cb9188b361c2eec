// The button that leads to the newest message, with how many came that were not seen.
const FAR_FROM_END = 200

export class JumpButton {
  #unseen = new Set()

  constructor(thread) {
    this.thread = thread
    this.button = thread.querySelector('[data-jump]')
    this.count = thread.querySelector('[data-jump-count]')
  }

  add(message) {
    this.#unseen.add(message.id)
    this.show()
  }

  /** `atEnd` is whether the newest message is in view. */
  show(atEnd = this.thread.isAtNewest) {
    if (atEnd) this.#unseen.clear()
    const { size } = this.#unseen
    this.button.hidden = !this.thread.newer.mark && size === 0 && this.thread.scroller.scrollTop > -FAR_FROM_END
    this.count.hidden = size === 0
    this.count.textContent = size === 1 ? '1 new message' : `${size} new messages`
  }
}
