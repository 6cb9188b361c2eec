// Brings files into the tray of the open conversation, wherever they come from.
import { MOST_FILES, takesCaption } from './file-rules.js'
import './file-tray.js'
import { toast } from './toast.js'
import { addFiles, trayOf } from './tray-files.js'

/** `wish` is photo, document, sticker or auto. */
export function bringFiles(files, wish = 'auto') {
  const thread = document.querySelector('chat-thread')
  const composer = thread?.querySelector('message-composer')
  if (!composer || files.length === 0) return
  if (composer.closedReason) return toast(composer.closedReason)
  const left = addFiles(composer.dataset.conversation, files, wish)
  if (left > 0) toast(`${MOST_FILES} files at a time are the most: ${left === 1 ? 'one was' : `${left} were`} left out.`)
  writtenBecomesCaption(composer)
  open(thread)
}

/** A file that could not be sent as it was. */
export function bringBack(file, { file: { kind }, caption }) {
  bringFiles([file], kind === 'image' || kind === 'video' ? 'auto' : kind)
  const { conversation } = document.querySelector('chat-thread').dataset
  const { chosen } = trayOf(conversation)
  if (!chosen) return
  Object.assign(chosen, { kind, caption })
  open(document.querySelector('chat-thread'))
}

/** Opens the tray, if there is something in it. */
export function open(thread) {
  const { conversation } = thread.dataset
  if (trayOf(conversation).items.length === 0) return
  const tray = thread.querySelector('file-tray')
  if (tray) {
    tray.show()
    tray.focusFile()
  } else thread.append(document.getElementById('file-tray').content.firstElementChild.cloneNode(true))
}

/** What was written already goes with the file, as one message. */
function writtenBecomesCaption(composer) {
  const { chosen } = trayOf(composer.dataset.conversation)
  const text = composer.text.value.trim()
  if (!text || chosen.caption || !takesCaption(chosen.kind)) return
  chosen.caption = text
  composer.text.value = ''
  composer.text.dispatchEvent(new Event('input'))
}

// Who comes back to a conversation finds the files that wait there.
document.addEventListener('pane-changed', () => {
  const thread = document.querySelector('chat-thread')
  if (thread) open(thread)
})
