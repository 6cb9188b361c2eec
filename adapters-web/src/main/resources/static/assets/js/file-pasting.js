// Files pasted into the message field, or while nothing else has the focus, go into the tray.
import { bringFiles } from './tray-opening.js'

document.addEventListener('paste', event => {
  const { target, clipboardData } = event
  const files = [...(clipboardData?.files ?? [])]
  const inField = target.matches?.('input, textarea, select')
  if (files.length === 0 || document.querySelector('dialog[open]') || (inField && !target.closest('message-composer, file-tray'))) return
  // Spreadsheets put a picture of their cells beside the text of them.
  if (inField && clipboardData.getData('text/plain').trim()) return
  event.preventDefault()
  bringFiles(files)
})
