// Files dropped anywhere on the conversation go into its tray, text into the message field; drags within the page are not ours.
import { toast } from './toast.js'
import { bringFiles } from './tray-opening.js'

let inside = false
let overlay

const has = (event, type) => event.dataTransfer?.types.includes(type)
const isField = event => event.target.matches?.('input, textarea')
const threadOf = event => (document.querySelector('dialog[open]') ? null : event.target.closest?.('chat-thread'))

/** Files are kept from leading away wherever they fall; text that falls into a field is the field's own. */
function isOurs(event) {
  if (inside) return false
  return has(event, 'Files') || (has(event, 'text/plain') && !isField(event) && threadOf(event) !== null)
}

function show(thread, words) {
  if (overlay?.parentElement !== thread) hide()
  overlay ??= document.getElementById('drop-overlay').content.firstElementChild.cloneNode(true)
  overlay.querySelector('strong').textContent = words
  if (overlay.parentElement !== thread) thread.append(overlay)
}

function hide() {
  overlay?.remove()
  overlay = undefined
}

function words(event, reason) {
  if (reason) return 'Nothing can be sent here now'
  return has(event, 'Files') ? 'Drop to attach' : 'Drop to write it here'
}

function moved(event) {
  if (!isOurs(event)) return
  event.preventDefault()
  const thread = threadOf(event)
  const reason = thread?.querySelector('message-composer').closedReason ?? null
  event.dataTransfer.dropEffect = thread && !reason ? 'copy' : 'none'
  if (thread) show(thread, words(event, reason))
  else hide()
}

function write(composer, text) {
  const caption = composer.closest('chat-thread').querySelector('file-tray')?.caption
  if (!caption) return composer.put(text)
  caption.focus()
  document.execCommand('insertText', false, text)
}

document.addEventListener('dragstart', () => (inside = true))
for (const end of ['dragend', 'pointermove']) document.addEventListener(end, () => (inside = false), { passive: true })
document.addEventListener('dragenter', moved)
document.addEventListener('dragover', moved)

document.addEventListener('dragleave', event => {
  if (event.relatedTarget === null) hide()
})

document.addEventListener('drop', event => {
  hide()
  if (!isOurs(event)) return
  event.preventDefault()
  const composer = threadOf(event)?.querySelector('message-composer')
  if (!composer) return
  if (composer.closedReason) return toast(composer.closedReason)
  const { items } = event.dataTransfer
  if (!has(event, 'Files')) return write(composer, event.dataTransfer.getData('text/plain'))
  const whole = [...items].filter(item => item.kind === 'file' && !item.webkitGetAsEntry?.()?.isDirectory)
  if (whole.length === 0) return toast('Folders cannot be sent. Drop the files that are in it.')
  bringFiles(whole.map(item => item.getAsFile()).filter(Boolean))
})
