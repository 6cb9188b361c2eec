// What one can do in the tray: look at another file, caption it, move it, remove it, send all of them, or leave.
import { isComposing, sends } from './enter-sends.js'
import { purposeOf, takesCaption } from './file-rules.js'
import { discardFile, takeFile } from './tray-files.js'

const trayOf = event => event.target.closest?.('file-tray')

function send(tray) {
  if (tray.part('send').disabled) return
  const { composer, conversation } = tray
  for (const item of [...tray.items]) {
    takeFile(conversation, item)
    const { name, size, type } = item.file
    const file = { id: null, name, size, type, kind: item.kind, as: purposeOf(item.kind), width: item.width, height: item.height, seconds: null }
    const caption = takesCaption(item.kind) ? item.caption.trim() : ''
    composer.send({ file, caption }, { blob: item.file, url: item.url })
  }
  tray.close()
}

/** What was written beside a file goes back to the message field. */
function discard(tray, items) {
  const { composer } = tray
  const caption = items.find(item => item.caption.trim())?.caption
  for (const item of items) discardFile(tray.conversation, item)
  tray.show()
  if (!tray.isConnected && caption && !composer.text.value) composer.put(caption)
  else if (tray.isConnected) tray.focusFile()
}

function leave(tray) {
  const { items } = tray
  if (items.length === 1 && !items[0].caption.trim()) discard(tray, [...items])
  else tray.ask(true)
}

const acts = {
  earlier: tray => tray.move(tray.chosen, tray.items.indexOf(tray.chosen) - 1),
  later: tray => tray.move(tray.chosen, tray.items.indexOf(tray.chosen) + 1),
  remove: tray => discard(tray, [tray.chosen]),
  send,
  close: leave,
  keep: tray => tray.ask(false),
  discard: tray => discard(tray, [...tray.items])
}

document.addEventListener('click', event => {
  const tray = trayOf(event)
  const thumb = tray && event.target.closest('[data-item]')
  if (thumb) {
    tray.choose(tray.items.find(item => item.id === thumb.dataset.item))
    return tray.querySelector('[aria-current="true"]').focus()
  }
  const act = tray && event.target.closest('[data-tray-act]')?.dataset.trayAct
  if (act) acts[act](tray)
})

document.addEventListener('input', event => {
  const tray = trayOf(event)
  if (tray && event.target === tray.caption) tray.chosen.caption = tray.caption.value
})

document.addEventListener('change', event => {
  const tray = trayOf(event)
  if (!tray || !event.target.matches('[data-tray-as-document]')) return
  tray.chosen.kind = event.target.checked ? 'document' : tray.chosen.natural
  tray.show()
})

document.addEventListener('keydown', event => {
  const tray = trayOf(event)
  if (!tray || isComposing(event)) return
  if (event.key === 'Escape') {
    event.stopImmediatePropagation()
    if (tray.part('ask').hidden) leave(tray)
    else tray.ask(false)
  } else if (event.target === tray.caption && sends(event)) {
    event.preventDefault()
    send(tray)
  }
}, true)

document.addEventListener('reply-window', event => event.target.closest('chat-thread')?.querySelector('file-tray')?.showWhetherItGoes())
