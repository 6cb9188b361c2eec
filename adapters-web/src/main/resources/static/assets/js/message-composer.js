// The field to write in: grows with the text, Enter sends, and each conversation has its own draft.
import { draftOf, keepDraft } from './drafts.js'
import { write } from './outbox.js'
import { GAP } from './ready-messages.js'
import { SlashList } from './slash-list.js'
import { toast } from './toast.js'

const GROWS_BY_ITSELF = CSS.supports('field-sizing', 'content')

export class MessageComposer extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector('textarea')
    this.text.value = draftOf(this.dataset.conversation)
    this.slash = new SlashList(this)
    this.text.addEventListener('input', () => this.#changed())
    this.text.addEventListener('keydown', event => this.#pressed(event))
    this.querySelector('form').addEventListener('submit', event => {
      event.preventDefault()
      this.#submit()
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
    if (this.slash.pressed(event)) return
    const composing = event.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || composing || matchMedia('(pointer: coarse)').matches) return
    event.preventDefault()
    this.#submit()
  }

  /** Writes text between two places; what is left open in it is selected, so that the next key fills it in. */
  put(text, start = this.text.selectionStart, end = this.text.selectionEnd) {
    this.text.focus()
    this.text.setSelectionRange(start, end)
    document.execCommand('insertText', false, text)
    this.#selectGap(start)
  }

  /** Sends a text; what stands in the field stays there. */
  send(text) {
    write(this.closest('chat-thread'), text)
    this.text.focus()
  }

  #submit() {
    const text = this.text.value.trim()
    if (!text) return
    if (this.#selectGap(0)) return toast('Write what is still open first.')
    this.text.value = ''
    this.#changed()
    this.send(text)
  }

  #selectGap(from) {
    const gap = GAP.exec(this.text.value.slice(from))
    if (gap) this.text.setSelectionRange(from + gap.index, from + gap.index + gap[0].length)
    return gap !== null
  }
}

customElements.define('message-composer', MessageComposer)
