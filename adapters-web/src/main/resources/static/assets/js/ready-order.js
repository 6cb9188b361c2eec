// The order of ready messages: by their buttons, or by dragging one to its new place.
import { announce } from './announcer.js'
import { send } from './http.js'
import { reload } from './ready-editor.js'
import { toast } from './toast.js'

let dragged

const rowOf = event => event.target.closest?.('.ready-row')
const positionOf = row => [...row.parentElement.children].indexOf(row) + 1

async function move(row, position) {
  try {
    await send('POST', `/admin/ready-messages/${row.id.replace('ready-', '')}/position`, { position })
    announce(`${row.dataset.name} is number ${position} now`)
  } catch (error) {
    toast(error.message)
  }
  await reload().catch(error => toast(error.message))
}

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-ready-move]')
  if (!button) return
  const row = rowOf(event)
  const by = Number(button.dataset.readyMove)
  await move(row, positionOf(row) + by)
  const again = document.getElementById(row.id)?.querySelectorAll('[data-ready-move]') ?? []
  const same = [...again].find(other => Number(other.dataset.readyMove) === by)
  ;(same?.disabled ? [...again].find(other => !other.disabled) : same)?.focus()
})

document.addEventListener('dragstart', event => {
  if (!event.target.matches?.('.ready-row__grip')) return
  dragged = rowOf(event)
  dragged.classList.add('ready-row--dragged')
  event.dataTransfer.effectAllowed = 'move'
  event.dataTransfer.setData('text/plain', dragged.dataset.name)
  event.dataTransfer.setDragImage(dragged, 16, 16)
})

document.addEventListener('dragover', event => {
  const over = dragged && rowOf(event)
  if (!over) return
  event.preventDefault()
  if (over === dragged) return
  const box = over.getBoundingClientRect()
  if (event.clientY < box.top + box.height / 2) over.before(dragged)
  else over.after(dragged)
})

document.addEventListener('drop', event => {
  if (!dragged) return
  event.preventDefault()
  const row = dragged
  if (positionOf(row) !== Number(row.dataset.position)) move(row, positionOf(row))
})

document.addEventListener('dragend', () => {
  dragged?.classList.remove('ready-row--dragged')
  const left = dragged && positionOf(dragged) !== Number(dragged.dataset.position)
  dragged = undefined
  if (left) setTimeout(() => reload().catch(error => toast(error.message)), 1500)
})
