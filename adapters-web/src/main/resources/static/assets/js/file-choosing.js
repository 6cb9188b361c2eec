// Chooses files on this machine, for the tray.
import { acceptedAs } from './file-rules.js'
import { bringFiles } from './tray-opening.js'

const input = document.getElementById('file-choice')

/** Lets one choose, and hands over what was chosen; nothing when nothing was. */
export function chooseFiles(chosen, { accept = '', multiple = true } = {}) {
  Object.assign(input, { accept, multiple, value: '' })
  input.onchange = () => chosen([...input.files])
  input.click()
}

const ACCEPTED = { photo: () => acceptedAs('image', 'video'), document: () => '', sticker: () => acceptedAs('sticker') }

document.addEventListener('click', event => {
  const button = event.target.closest('[data-brings]')
  if (!button) return
  button.closest('[popover]')?.hidePopover()
  const wish = button.dataset.brings
  chooseFiles(files => bringFiles(files, wish), { accept: ACCEPTED[wish]?.() })
})
