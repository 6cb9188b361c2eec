// The plus beside the message field: what else than text can be sent.
import { beside } from './beside.js'
import { openForm } from './wish-form.js'

const menu = document.getElementById('attach-menu')
const opener = () => document.querySelector('[data-attach]')

menu?.addEventListener('toggle', event => {
  opener()?.setAttribute('aria-expanded', String(event.newState === 'open'))
  if (event.newState === 'open') {
    beside(menu, opener().getBoundingClientRect(), 'start')
    menu.querySelector('[role="menuitem"]').focus()
  }
})

menu?.addEventListener('click', event => {
  const item = event.target.closest('[data-wishes]')
  if (!item) return
  menu.hidePopover()
  openForm(document.querySelector('message-composer'), item.dataset.wishes)
})
