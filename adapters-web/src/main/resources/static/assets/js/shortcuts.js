// The keyboard: through the list and the thread, to the search and back to the message field.
import { open } from './dialogs.js'
import { show } from './navigation.js'

const visible = selector => [...document.querySelectorAll(selector)].filter(element => element.offsetParent !== null)

function step(elements, from, by) {
  const target = elements[Math.max(0, Math.min(elements.length - 1, from + by))]
  target?.focus()
  return target
}

function toNeighbour(by) {
  const links = visible('.row__link')
  const current = links.findIndex(link => link.getAttribute('aria-current') === 'page')
  const next = links[current + by]
  if (next) {
    next.scrollIntoView({ block: 'nearest' })
    show(next.pathname)
  }
}

function back() {
  const active = document.activeElement
  const search = document.getElementById('search')
  if (active === search) {
    if (search.value) {
      search.value = ''
      search.dispatchEvent(new Event('input', { bubbles: true }))
    } else search.blur()
  } else if (active?.id === 'composer-text' || !document.getElementById('composer-text')?.offsetParent) {
    const link = document.querySelector('.row__link[aria-current="page"]')
    show('/').then(() => link?.focus())
  } else document.getElementById('composer-text').focus()
}

const move = { ArrowDown: 1, ArrowUp: -1 }

document.addEventListener('keydown', event => {
  if (event.isComposing || document.querySelector('dialog[open], [popover]:popover-open') || !document.getElementById('search')) return
  const { key, target } = event
  const writing = target.matches?.('input, textarea, select')
  if ((event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === 'k') {
    event.preventDefault()
    document.getElementById('search').focus()
    document.getElementById('search').select()
  } else if (event.altKey && key in move && !event.getModifierState('AltGraph')) {
    event.preventDefault()
    toNeighbour(move[key])
  } else if (key === 'Escape') back()
  else if (key === '?' && !writing) open('shortcuts')
  else if (key in move && (target.matches?.('.row__link') || target.id === 'search')) {
    event.preventDefault()
    const links = visible('.row__link')
    step(links, links.indexOf(target), move[key])
  } else if ((key in move || key === 'Home' || key === 'End') && target.matches?.('.message')) {
    event.preventDefault()
    const messages = visible('.message')
    const by = key === 'Home' ? -messages.length : key === 'End' ? messages.length : move[key]
    step(messages, messages.indexOf(target), by)
  }
})
