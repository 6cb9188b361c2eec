// The order of the files in the tray by dragging their thumbnails; the arrows beside the name do the same.
import { announce } from './announcer.js'

let dragged

const thumbOf = event => event.target.closest?.('.tray__thumb')

document.addEventListener('dragstart', event => {
  dragged = thumbOf(event)
  if (!dragged) return
  dragged.classList.add('tray__thumb--dragged')
  event.dataTransfer.effectAllowed = 'move'
  event.dataTransfer.setData('application/x-tray', dragged.dataset.item)
})

document.addEventListener('dragover', event => {
  const over = dragged && thumbOf(event)
  if (!dragged) return
  event.preventDefault()
  if (!over || over === dragged) return
  // All are of one size: the one below the pointer makes room.
  if (over.compareDocumentPosition(dragged) & Node.DOCUMENT_POSITION_FOLLOWING) over.before(dragged)
  else over.after(dragged)
})

document.addEventListener('drop', event => {
  if (dragged) event.preventDefault()
})

document.addEventListener('dragend', () => {
  if (!dragged) return
  const thumb = dragged
  dragged = undefined
  const tray = thumb.closest('file-tray')
  if (!tray) return
  const to = [...thumb.parentElement.children].indexOf(thumb)
  const item = tray.items.find(one => one.id === thumb.dataset.item)
  tray.move(item, to)
  announce(`${item.file.name} is number ${to + 1} of ${tray.items.length}`)
})
