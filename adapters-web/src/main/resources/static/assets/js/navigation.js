// Opens conversations without leaving the page; addresses, back and forward work as ever.
import { feed } from './live-feed.js'
import { fragment } from './http.js'
import { toast } from './toast.js'

const PLAIN_TITLE = 'ChatSphere'
let loading

export async function show(path, { push = true, focus = 'composer' } = {}) {
  if (!document.getElementById('pane')) return location.assign(path)
  loading?.abort()
  loading = new AbortController()
  const { signal } = loading
  if (push && path !== location.pathname) history.pushState(null, '', path)
  document.dispatchEvent(new Event('pane-leaving'))
  try {
    if (path === '/') fill(document.getElementById('nothing-open').content.cloneNode(true), PLAIN_TITLE)
    else {
      document.dispatchEvent(new Event('pane-changed'))
      const fresh = await fragment(path, signal)
      const thread = fresh.querySelector('chat-thread')
      const sequence = Number(thread.dataset.seq)
      fill(fresh, `${thread.dataset.title} · ${PLAIN_TITLE}`)
      feed()?.catchUp(sequence)
      moveFocus(focus)
    }
  } catch (error) {
    if (error.name === 'AbortError') return
    toast(error.message)
    if (error.status === 404) show('/', { push: true })
  }
}

function fill(content, title) {
  document.getElementById('pane').replaceChildren(content)
  document.title = title
  document.dispatchEvent(new Event('pane-changed'))
}

function moveFocus(wish) {
  if (wish === 'composer' && matchMedia('(pointer: fine)').matches) document.getElementById('composer-text')?.focus()
  else if (wish) document.querySelector('.thread__title')?.focus()
}

document.addEventListener('click', event => {
  const link = event.target.closest('a.row__link, a[data-home]')
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  show(link.pathname, { focus: event.detail === 0 ? 'title' : 'composer' })
})

window.addEventListener('popstate', () => show(location.pathname, { push: false }))

document.addEventListener('thing-removed', event => {
  if (location.pathname === `/conversations/${event.detail.replace('conversation-', '')}`) show('/')
})

document.addEventListener('live-reset', () => {
  if (location.pathname !== '/') show(location.pathname, { push: false, focus: null })
})
