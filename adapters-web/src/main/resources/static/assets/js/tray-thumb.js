// One file of the tray, small, to be chosen or dragged to another place.
import { thumbnail } from './file-look.js'
import { mistakeIn } from './tray-files.js'

export function thumb(item, isChosen) {
  const element = document.getElementById('tray-thumb').content.firstElementChild.cloneNode(true)
  const button = element.querySelector('button')
  const wrong = mistakeIn(item) !== null
  element.dataset.item = item.id
  element.classList.toggle('tray__thumb--wrong', wrong)
  button.prepend(thumbnail(item))
  button.setAttribute('aria-current', String(isChosen))
  button.title = item.file.name
  button.querySelector('.for-screen-reader').textContent = wrong ? `${item.file.name}, cannot be sent` : item.file.name
  return element
}
