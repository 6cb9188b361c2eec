// Ready messages in the message field: a slash opens the list, what is typed after it narrows it down.
import { announce } from './announcer.js'
import { Listbox } from './listbox.js'
import { filled, offered } from './ready-messages.js'
import { toast } from './toast.js'

const COMMAND = /(?:^|\s)\/(?!\s)([^\n/]{0,40})$/

export class SlashList {
  constructor(composer) {
    this.composer = composer
    this.text = composer.text
    this.box = composer.querySelector('[data-slash]')
    this.none = composer.querySelector('[data-slash-none]')
    this.listbox = new Listbox(composer.querySelector('#slash-list'), this.text, { picked: option => this.#insert(option) })
    this.text.addEventListener('blur', () => this.close())
    for (const event of ['input', 'click']) this.text.addEventListener(event, () => this.#look())
  }

  get isOpen() { return !this.box.hidden }

  /** Says whether the key was for the list. */
  pressed(event) {
    if (!this.isOpen || event.isComposing) return false
    const { active } = this.listbox
    if (event.key === 'Escape') {
      this.dismissed = this.start
      this.close()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.listbox.step(event.key === 'ArrowDown' ? 1 : -1)
    else if ((event.key === 'Enter' || event.key === 'Tab') && active && !event.shiftKey) this.#insert(active)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  close() {
    this.box.hidden = true
    this.opening = undefined
    this.listbox.clear()
  }

  async #look() {
    const { selectionStart, selectionEnd, value } = this.text
    const command = selectionStart === selectionEnd && COMMAND.exec(value.slice(0, selectionStart))
    if (!command) {
      this.dismissed = undefined
      return this.close()
    }
    this.query = command[1]
    this.start = selectionStart - this.query.length - 1
    if (this.start === this.dismissed) return
    if (this.isOpen) return this.#show()
    if (this.opening) return
    const opening = (this.opening = {})
    try {
      await offered(this.listbox.list)
    } catch (error) {
      toast(error.message)
    }
    if (this.opening === opening) this.#show()
  }

  #show() {
    const found = this.listbox.filter(this.query)
    if (found === 0 && this.query.includes(' ')) return this.close()
    this.box.hidden = false
    this.opening = undefined
    this.none.hidden = found > 0
    this.none.textContent = this.query ? `No ready message fits “${this.query}”.` : 'There are no ready messages yet.'
    if (found !== this.told) announce(found === 1 ? '1 ready message' : `${found} ready messages`)
    this.told = found
    this.listbox.mark(this.listbox.active)
  }

  #insert(option) {
    const text = filled(option.dataset.body, this.composer)
    const { start } = this
    this.close()
    this.composer.put(text, start, this.text.selectionEnd)
  }
}
