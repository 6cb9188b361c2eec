// Who the conversation is with, and what was sent in it: beside the thread where there is room, else over it.
import { choose } from './drawer-tabs.js'
import { fragment } from './http.js'
import { localise } from './local-times.js'
import { showMessage } from './quotes.js'
import { toast } from './toast.js'

const WIDE = matchMedia('(width >= 75rem)')
const drawer = document.getElementById('drawer')
let opener

const thread = () => document.querySelector('chat-thread')

function mark() {
  document.querySelector('[data-drawer]')?.setAttribute('aria-expanded', String(!drawer.hidden))
}

async function open(tab = 'about') {
  const conversation = thread()?.dataset.conversation
  if (!conversation) return close()
  try {
    const sheet = await fragment(`/conversations/${conversation}/contact`)
    if (thread()?.dataset.conversation !== conversation) return
    drawer.replaceChildren(sheet)
    localise(drawer)
    drawer.hidden = false
    choose(drawer.querySelector(`#tab-${tab}`))
    mark()
  } catch (error) {
    toast(error.message)
  }
}

function close() {
  if (!drawer || drawer.hidden) return
  const hadFocus = drawer.contains(document.activeElement) || document.activeElement === document.body
  drawer.hidden = true
  drawer.replaceChildren()
  mark()
  if (hadFocus) (opener?.isConnected ? opener : document.querySelector('[data-drawer]'))?.focus()
}

document.addEventListener('click', event => {
  const { target } = event
  const opens = target.closest('[data-drawer], [data-opens-drawer]')
  if (opens) {
    opener = document.querySelector('[data-drawer]')
    if (!drawer.hidden) return close()
    return open().then(() => drawer.querySelector('#drawer-title')?.focus())
  }
  if (target.closest('[data-drawer-close]')) return close()
  const goto = target.closest('#drawer [data-goto]')
  if (!goto) return
  if (!WIDE.matches) close()
  showMessage(goto.dataset.goto)
})

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || !drawer || drawer.hidden || document.querySelector('dialog[open], [popover]:popover-open')) return
  event.preventDefault()
  event.stopImmediatePropagation()
  close()
}, true)

document.addEventListener('pane-changed', () => {
  if (!drawer || drawer.hidden) return
  if (!thread() || !WIDE.matches) return close()
  const tab = drawer.querySelector('[aria-selected="true"]')?.id.replace('tab-', '')
  if (drawer.querySelector('[data-sheet]')?.dataset.sheet !== thread().dataset.conversation) open(tab)
  mark()
})
