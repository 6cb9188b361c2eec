// The field to write in: grows with the text, Enter sends, and each conversation has its own draft and its own reply.
import { draftOf, keepDraft } from './drafts.js'
import { grow } from './grow.js'
import { write } from './outbox.js'
import { selectGap } from './ready-messages.js'
import { fillQuote, quoteOf } from './replying.js'
import { SlashList } from './slash-list.js'
import { toast } from './toast.js'
import { openWish } from './wish-form.js'

export class MessageComposer extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector('textarea')
    this.strip = this.querySelector('[data-replying]')
    const { text, reply } = draftOf(this.dataset.conversation)
    this.text.value = text
    this.slash = new SlashList(this)
    this.text.addEventListener('input', () => this.#changed())
    this.text.addEventListener('keydown', event => this.#pressed(event))
    this.strip.querySelector('[data-no-reply]').addEventListener('click', () => this.#reply(null))
    this.addEventListener('submit', event => this.#submit(event))
    this.#reply(reply, false)
  }

  disconnectedCallback() {
    document.dispatchEvent(new Event('drafts-changed'))
  }

  /** Says why nothing can be written now, or opens the field again. */
  close(reason) {
    this.querySelector('[data-closed]').hidden = reason === null
    this.querySelector('[data-open]').hidden = reason !== null
    this.strip.hidden = reason !== null || !this.reply
    if (reason !== null) this.querySelector('[data-closed-reason]').textContent = reason
  }

  replyTo(message) {
    this.#reply(quoteOf(message, this.closest('chat-thread')))
  }

  /** Writes text between two places; what is left open in it is selected, so that the next key fills it in. */
  put(text, start = this.text.selectionStart, end = this.text.selectionEnd) {
    this.text.focus()
    this.text.setSelectionRange(start, end)
    document.execCommand('insertText', false, text)
    selectGap(this.text, start)
  }

  /** Sends a text, or whatever is wished; what stands in the field stays there. */
  send(wish) {
    const { reply } = this
    this.#reply(null, false)
    write(this.closest('chat-thread'), typeof wish === 'string' ? { body: wish } : wish, reply)
    this.text.focus()
  }

  /** Takes back what could not be sent, to be written better. */
  rewrite({ wish, reply, failure }) {
    this.#reply(reply)
    if (wish.body === undefined) openWish(this, wish, failure)
    else this.put(wish.body)
  }

  #reply(reply, focus = true) {
    this.reply = reply
    this.strip.hidden = !reply
    if (reply) fillQuote(this.strip.querySelector('.quote'), reply)
    this.#changed()
    if (focus) this.text.focus()
  }

  #changed() {
    keepDraft(this.dataset.conversation, this.text.value, this.reply)
    this.querySelector('[data-send]').disabled = this.text.value.trim() === ''
    grow(this.text)
  }

  #pressed(event) {
    if (this.slash.pressed(event)) return
    const composing = event.isComposing || event.keyCode === 229
    if (event.key === 'Escape' && this.reply && !composing) {
      event.stopPropagation()
      return this.#reply(null)
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || composing || matchMedia('(pointer: coarse)').matches) return
    this.#submit(event)
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
