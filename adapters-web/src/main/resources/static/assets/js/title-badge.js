// How many conversations are unread, in the title of the tab.
const list = document.querySelector('conversation-list')

function show() {
  const title = document.title.replace(/^\(\d+\) /, '')
  const unread = Number(list.dataset.unread)
  const wanted = unread > 0 ? `(${unread}) ${title}` : title
  if (document.title !== wanted) document.title = wanted
}

if (list) {
  show()
  new MutationObserver(show).observe(list, { attributeFilter: ['data-unread'] })
  document.addEventListener('pane-changed', show)
}
