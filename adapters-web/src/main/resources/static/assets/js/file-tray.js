// The panel in which files are looked at before they are sent: one of them large, all of them small below.
import { preview } from './file-look.js'
import { hint, sizeWords, takesCaption, typeWords } from './file-rules.js'
import { fillQuote } from './replying.js'
import { mistakeIn, moveFile, trayOf } from './tray-files.js'
import { thumb } from './tray-thumb.js'

export class FileTray extends HTMLElement {
  connectedCallback() {
    const thread = this.closest('chat-thread')
    this.conversation = thread.dataset.conversation
    this.composer = thread.querySelector('message-composer')
    this.caption = this.querySelector('textarea')
    this.covered = thread.querySelectorAll('.thread__stage, message-composer')
    for (const other of this.covered) other.inert = true
    this.show()
    this.focusFile()
  }

  part(name) { return this.querySelector(`[data-tray-${name}]`) }

  get items() { return trayOf(this.conversation).items }

  get chosen() { return trayOf(this.conversation).chosen }

  /** Shows what there is now. */
  show() {
    if (this.items.length === 0) return this.close()
    this.part('strip').replaceChildren(...this.items.map(item => thumb(item, item === this.chosen)))
    this.#showChosen()
    this.showWhetherItGoes()
  }

  /** What is wrong is said at its file, and nothing leaves before it is mended. */
  showWhetherItGoes() {
    const { closedReason, reply } = this.composer
    const mistake = closedReason ?? mistakeIn(this.chosen)
    const several = this.items.length > 1
    this.part('wrong').hidden = !mistake
    this.part('wrong').querySelector('span').textContent = mistake ?? ''
    this.part('send').disabled = Boolean(closedReason) || this.items.some(mistakeIn)
    this.part('send').querySelector('.for-screen-reader').textContent = several ? `Send ${this.items.length} files` : 'Send'
    this.part('count').textContent = several ? String(this.items.length) : ''
    this.part('quote').hidden = !reply
    if (reply) fillQuote(this.part('quote'), reply)
    this.part('quote').classList.add('tray__quote')
  }

  choose(item) {
    trayOf(this.conversation).chosen = item
    this.show()
  }

  move(item, to) {
    moveFile(this.conversation, item, to)
    this.show()
  }

  focusFile() {
    const place = this.caption.hidden ? this.part(this.part('send').disabled ? 'remove' : 'send') : this.caption
    place.focus()
  }

  /** Whether it asks if what is chosen may be thrown away. */
  ask(asks) {
    this.part('question').textContent = this.items.length > 1 ? `Discard these ${this.items.length} files?` : 'Discard this file and its caption?'
    this.part('ask').hidden = !asks
    if (asks) this.part('keep').focus()
    else this.focusFile()
  }

  close() {
    for (const other of this.covered) other.inert = false
    this.remove()
    this.composer.text.focus()
  }

  #showChosen() {
    const { chosen, items } = this
    this.part('name').textContent = chosen.file.name
    this.part('facts').textContent = `${typeWords(chosen.file)} · ${sizeWords(chosen.file.size)}`
    if (this.shown !== chosen.id) this.part('preview').replaceChildren(preview(chosen, (width, height) => Object.assign(chosen, { width, height })))
    this.shown = chosen.id
    this.part('switch').hidden = chosen.natural === 'document' || chosen.natural === 'sticker'
    this.part('as-document').checked = chosen.kind === 'document'
    const told = hint(chosen.file, chosen.kind)
    this.part('hint').hidden = !told
    this.part('hint').textContent = told ?? ''
    this.caption.hidden = !takesCaption(chosen.kind)
    if (this.caption.value !== chosen.caption) this.caption.value = chosen.caption
    this.part('no-caption').hidden = !this.caption.hidden
    this.part('earlier').disabled = items.indexOf(chosen) === 0
    this.part('later').disabled = items.indexOf(chosen) === items.length - 1
    for (const name of ['earlier', 'later']) this.part(name).hidden = items.length < 2
  }

}

customElements.define('file-tray', FileTray)
