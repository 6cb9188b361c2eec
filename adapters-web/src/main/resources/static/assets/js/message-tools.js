// What can be done with a message: buttons beside it under the pointer or the focus, a menu by long press, and keys.
import { beside } from './beside.js'
import { openReactions, react } from './reactions.js'
import { wordsOf } from './replying.js'
import { canSave, save } from './saving.js'
import { toast } from './toast.js'

const LONG = 450
const menu = document.getElementById('message-menu')
const tools = document.getElementById('message-tools')?.content.firstElementChild
let chosen
let press

const messageOf = event => event.target.closest?.('.message[data-answerable]')
const composer = () => document.querySelector('message-composer')
const canWrite = () => !composer().querySelector('[data-open]').hidden

function showTools(message) {
  if (!message || message.contains(tools)) return
  for (const button of tools.children) button.hidden = !canWrite() && button.dataset.tool !== 'menu'
  message.querySelector('.bubble').append(tools)
}

function openMenu(message, box) {
  chosen = message
  for (const item of menu.querySelectorAll('[data-needs-window]')) item.hidden = !canWrite()
  menu.querySelector('[data-do="save"]').hidden = !canSave(message)
  const mine = message.querySelector('.aftermath').dataset.ours
  for (const item of menu.querySelectorAll('[data-emoji]')) item.setAttribute('aria-checked', String(item.dataset.emoji === mine))
  menu.showPopover()
  beside(menu, box)
  menu.querySelector('.menu__item:not([hidden])').focus()
}

const actions = {
  reply: message => composer().replyTo(message),
  react: (message, box) => openReactions(message, box),
  menu: openMenu,
  save,
  copy: message =>
    navigator.clipboard.writeText(wordsOf(message)).then(
      () => toast('Copied.'),
      () => toast('This browser does not allow copying here.')
    )
}

document.addEventListener('pointerover', event => {
  if (event.pointerType === 'mouse') showTools(messageOf(event))
})

document.addEventListener('focusin', event => showTools(messageOf(event)))

document.addEventListener('click', event => {
  const tool = event.target.closest('[data-tool]')
  if (tool) return actions[tool.dataset.tool](tool.closest('.message'), tool.getBoundingClientRect())
  const item = event.target.closest('#message-menu [role]')
  if (!item || !chosen) return
  const box = menu.getBoundingClientRect()
  menu.hidePopover()
  if (item.dataset.emoji) react(chosen, item.dataset.emoji)
  else if (item.dataset.do) actions[item.dataset.do](chosen, box)
})

menu?.addEventListener('keydown', event => {
  const emojis = [...menu.querySelectorAll('.menu__emoji')]
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!by || !emojis.includes(event.target)) return
  event.preventDefault()
  emojis.at((emojis.indexOf(event.target) + (document.dir === 'rtl' ? -by : by)) % emojis.length).focus()
})

document.addEventListener('keydown', event => {
  const message = event.target.matches?.('.message') && messageOf(event)
  if (!message || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Enter' || event.key === 'ContextMenu') openMenu(message, message.querySelector('.bubble').getBoundingClientRect())
  else if (event.key === 'r' && canWrite()) composer().replyTo(message)
  else return
  event.preventDefault()
})

document.addEventListener('pointerdown', event => {
  const message = event.pointerType === 'touch' && messageOf(event)
  if (!message || event.target.closest('a, button, summary')) return
  press = setTimeout(() => openMenu(message, message.querySelector('.bubble').getBoundingClientRect()), LONG)
})

for (const end of ['pointerup', 'pointercancel', 'pointermove']) document.addEventListener(end, () => clearTimeout(press))

document.addEventListener('contextmenu', event => {
  if (event.pointerType === 'touch' && messageOf(event)) event.preventDefault()
})

menu?.addEventListener('toggle', event => {
  if (event.newState === 'closed' && document.activeElement === document.body) chosen?.focus({ preventScroll: true })
})
