// The field to write in: grows with the text, Enter sends, and each conversation has its own draft.
import { draftOf, keepDraft } from './drafts.js'
import { write } from './outbox.js'

const GROWS_BY_ITSELF = CSS.supports('field-sizing', 'content')

export class MessageComposer extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector('textarea')
    this.text.value = draftOf(this.dataset.conversation)
    this.text.addEventListener('input', () => this.#changed())
    this.text.addEventListener('keydown', event => this.#pressed(event))
    this.querySelector('form').addEventListener('submit', event => {
      event.preventDefault()
      this.#send()
    })
    this.#changed()
  }

  disconnectedCallback() {
    document.dispatchEvent(new Event('drafts-changed'))
  }

  /** Says why nothing can be written now, or opens the field again. */
  close(reason) {
    this.querySelector('[data-closed]').hidden = reason === null
    this.querySelector('[data-open]').hidden = reason !== null
    if (reason !== null) this.querySelector('[data-closed-reason]').textContent = reason
  }

  #changed() {
    keepDraft(this.dataset.conversation, this.text.value)
    this.querySelector('[data-send]').disabled = this.text.value.trim() === ''
    if (GROWS_BY_ITSELF) return
    this.text.style.setProperty('block-size', 'auto')
    this.text.style.setProperty('block-size', `${this.text.scrollHeight + 4}px`)
  }

  #pressed(event) {
    const composing = event.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || composing || matchMedia('(pointer: coarse)').matches) return
    event.preventDefault()
    this.#send()
  }

  #send() {
    const text = this.text.value.trim()
    if (!text) return
    this.text.value = ''
    this.#changed()
    write(this.closest('chat-thread'), text)
    this.text.focus()
  }
}

customElements.define('message-composer', MessageComposer)
