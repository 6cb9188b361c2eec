// Search and the chips over the list; the server filters.
import { list } from './conversation-list.js'

const PAUSE = 180
let timer

document.addEventListener('input', event => {
  if (event.target.id !== 'search') return
  clearTimeout(timer)
  timer = setTimeout(filter, PAUSE)
})

document.addEventListener('submit', event => {
  if (!event.target.matches('.search')) return
  event.preventDefault()
  filter()
})

document.addEventListener('click', event => {
  const chip = event.target.closest('[data-view].chip')
  if (!chip || event.metaKey || event.ctrlKey) return
  event.preventDefault()
  for (const other of document.querySelectorAll('.chip')) other.removeAttribute('aria-current')
  chip.setAttribute('aria-current', 'true')
  document.querySelector('.search [name="view"]').value = chip.dataset.view
  filter()
})

function filter() {
  clearTimeout(timer)
  list().load(document.querySelector('.search [name="view"]').value, document.getElementById('search').value.trim())
}
