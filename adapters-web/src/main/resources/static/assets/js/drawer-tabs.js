// The tabs beside a conversation; what was sent is loaded when its tab is first opened, and page by page.
import { fragment } from './http.js'
import { localise } from './local-times.js'
import { months } from './shared-months.js'
import { toast } from './toast.js'

const drawer = document.getElementById('drawer')

export function choose(tab) {
  for (const other of drawer.querySelectorAll('[role="tab"]')) {
    other.setAttribute('aria-selected', String(other === tab))
    other.tabIndex = other === tab ? 0 : -1
    document.getElementById(other.getAttribute('aria-controls')).hidden = other !== tab
  }
  const panel = document.getElementById(tab.getAttribute('aria-controls'))
  if (panel.dataset.shared && !panel.firstElementChild) load(panel)
}

async function load(panel, more) {
  const before = more ? `&before=${more.dataset.more}` : ''
  const wait = document.createElement('p')
  wait.className = 'shared__wait'
  wait.innerHTML = '<span class="spinner"></span>'
  if (more) more.replaceWith(wait)
  else panel.append(wait)
  try {
    const page = await fragment(`/conversations/${drawer.querySelector('[data-sheet]').dataset.sheet}/shared?kind=${panel.dataset.shared}${before}`)
    const first = page.querySelector('button, a')
    panel.append(page)
    months(panel)
    localise(panel)
    if (more) first?.focus()
  } catch (error) {
    if (more) panel.append(more)
    toast(error.message)
  } finally {
    wait.remove()
  }
}

drawer?.addEventListener('click', event => {
  const tab = event.target.closest('[role="tab"]')
  if (tab) choose(tab)
  const more = event.target.closest('[data-more]')
  if (more) load(more.closest('[data-shared]'), more)
})

drawer?.addEventListener('keydown', event => {
  const tabs = [...drawer.querySelectorAll('[role="tab"]')]
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!by || !tabs.includes(event.target)) return
  const next = tabs.at((tabs.indexOf(event.target) + (document.dir === 'rtl' ? -by : by)) % tabs.length)
  choose(next)
  next.focus()
})
