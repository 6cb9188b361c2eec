// The field to write in: grows with the text, Enter sends, and each conversation has its own draft and its own reply.
import { draftOf, keepDraft } from './drafts.js'
import { isComposing, sends } from './enter-sends.js'
import { grow } from './grow.js'
import { write } from './outbox.js'
import { selectGap } from './ready-messages.js'
import { fillQuote, quoteOf } from './replying.js'
import { SlashList } from './slash-list.js'
import { toast } from './toast.js'

export class MessageComposer extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector('textarea')
    this.strip = this.querySelector('[data-replying]')
    const { text, reply } = draftOf(this.dataset.conversation)
    this.text.value = text
    this.slash = new SlashList(this)
    this.text.addEventListener('input', () => this.#changed())
    this.text.addEventListener('keydown', event => this.#pressed(event))
    this.strip.querySelector('[data-no-reply]').addEventListener('click', () => this.answer(null))
    this.addEventListener('submit', event => this.#submit(event))
    this.answer(reply, false)
  }

  disconnectedCallback() {
    document.dispatchEvent(new Event('drafts-changed'))
  }

  /** Says why nothing can be written now, or opens the field again. */
  close(reason) {
    const before = this.closedReason
    this.closedReason = reason
    if (before !== reason) this.dispatchEvent(new Event('reply-window', { bubbles: true }))
    this.querySelector('[data-closed]').hidden = reason === null
    this.querySelector('[data-open]').hidden = reason !== null
    this.strip.hidden = reason !== null || !this.reply
    if (reason !== null) this.querySelector('[data-closed-reason]').textContent = reason
  }

  replyTo(message) {
    this.answer(quoteOf(message, this.closest('chat-thread')))
  }

  /** Quotes another message, or none. */
  answer(reply, focus = true) {
    this.reply = reply
    this.strip.hidden = !reply
    if (reply) fillQuote(this.strip.querySelector('.quote'), reply)
    this.#changed()
    if (focus) this.text.focus()
  }

  /** Writes text between two places; what is left open in it is selected, so that the next key fills it in. */
  put(text, start = this.text.selectionStart, end = this.text.selectionEnd) {
    this.text.focus()
    this.text.setSelectionRange(start, end)
    document.execCommand('insertText', false, text)
    selectGap(this.text, start)
  }

  /** Sends a text, or whatever is wished, with the file in it; what stands in the field stays there. */
  send(wish, carried = null) {
    const { reply } = this
    this.answer(null, false)
    write(this.closest('chat-thread'), typeof wish === 'string' ? { body: wish } : wish, reply, carried)
    this.text.focus()
  }

  #changed() {
    keepDraft(this.dataset.conversation, this.text.value, this.reply)
    const isEmpty = this.text.value.trim() === ''
    this.querySelector('[data-send]').disabled = isEmpty
    this.toggleAttribute('data-empty', isEmpty)
    grow(this.text)
  }

  #pressed(event) {
    if (this.slash.pressed(event)) return
    if (event.key === 'Escape' && this.reply && !isComposing(event)) {
      event.stopPropagation()
      return this.answer(null)
    }
    if (sends(event)) this.#submit(event)
  }

  #submit(event) {
    event.preventDefault()
    const text = this.text.value.trim()
    if (!text) return
    if (selectGap(this.text)) return toast('Write what is still open first.')
    this.text.value = ''
    this.send(text)
  }
}

customElements.define('message-composer', MessageComposer)
