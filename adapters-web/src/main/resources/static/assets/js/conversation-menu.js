// The menu of a conversation, in the list and over the thread: pin, archive, mark as read.
import { beside } from './beside.js'
import { list } from './conversation-list.js'
import { send } from './http.js'
import { toast } from './toast.js'

let opener

const actions = {
  read: id => send('POST', `/conversations/${id}/reading`),
  pin: async id => {
    await send('POST', `/conversations/${id}/pin`)
    list().pins = [id, ...list().pins]
  },
  unpin: async id => {
    await send('DELETE', `/conversations/${id}/pin`)
    list().pins = list().pins.filter(other => other !== id)
  },
  archive: async id => {
    await send('POST', `/conversations/${id}/archival`)
    toast('Archived. It comes back when the customer writes.')
  },
  restore: async id => {
    await send('DELETE', `/conversations/${id}/archival`)
    toast('Moved back to the inbox.')
  }
}

function open(button) {
  const menu = document.getElementById('conversation-menu')
  const id = button.dataset.menuFor
  const { archived, unread } = (document.getElementById(`conversation-${id}`) ?? document.getElementById(`thread-${id}`)).dataset
  const pinned = list().pins.includes(id)
  const offered = { read: Number(unread) > 0, pin: !pinned && archived !== 'true', unpin: pinned, archive: archived !== 'true', restore: archived === 'true' }
  for (const item of menu.querySelectorAll('[data-do]')) item.hidden = !offered[item.dataset.do]
  menu.dataset.conversation = id
  opener = button
  menu.showPopover()
  beside(menu, button.getBoundingClientRect())
  button.setAttribute('aria-expanded', 'true')
  menu.querySelector('[data-do]:not([hidden])').focus()
}

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-menu-for]')
  if (button) return open(button)
  const item = event.target.closest('#conversation-menu [data-do]')
  if (!item) return
  const menu = item.closest('.menu')
  menu.hidePopover()
  await actions[item.dataset.do](menu.dataset.conversation).catch(error => toast(error.message))
})

document.addEventListener('contextmenu', event => {
  const row = event.target.closest('.row')
  if (!row || event.shiftKey) return
  event.preventDefault()
  open(row.querySelector('[data-menu-for]'))
})

document.addEventListener('keydown', event => {
  const item = event.target.closest?.('.menu [role="menuitem"]')
  if (!item || !['ArrowDown', 'ArrowUp'].includes(event.key)) return
  event.preventDefault()
  const items = [...item.parentElement.querySelectorAll('[role="menuitem"]:not([hidden])')]
  items.at((items.indexOf(item) + (event.key === 'ArrowDown' ? 1 : -1)) % items.length).focus()
})

document.getElementById('conversation-menu')?.addEventListener('toggle', event => {
  if (event.newState === 'open') return
  opener?.setAttribute('aria-expanded', 'false')
  if (document.activeElement === document.body) opener?.focus()
})

// The menu of the user opens under its button.
document.getElementById('user-menu')?.addEventListener('toggle', event => {
  if (event.newState === 'open') beside(event.target, document.querySelector('[popovertarget="user-menu"]').getBoundingClientRect())
})
