// Looks at the pictures and videos of a conversation, one by one and large.
import { addressOf } from './media-addresses.js'
import { showMessage } from './quotes.js'
import { describe, mediumOf, ViewerItems } from './viewer-items.js'
import { ViewerZoom } from './viewer-zoom.js'

const BY = 1.5
const dialog = document.getElementById('media-viewer')
const part = name => dialog.querySelector(`[data-viewer-${name}]`)
const zoom = dialog && new ViewerZoom(part('stage'), step)
let items

const actions = {
  older: () => step(-1),
  newer: () => step(1),
  larger: () => zoom.zoom(BY),
  smaller: () => zoom.zoom(1 / BY),
  rotate: () => zoom.rotate(),
  close: () => dialog.close(),
  goto() {
    const { message } = items.item
    dialog.close()
    showMessage(message)
  }
}

async function step(by) {
  part('wait').hidden = false
  const wanted = items
  const went = await wanted.step(by).catch(error => tell(error.message))
  if (wanted !== items) return
  part('wait').hidden = true
  if (went) show()
  else arrange()
}

function tell(trouble) {
  part('trouble').hidden = !trouble
  part('trouble').textContent = trouble ?? ''
}

function arrange() {
  dialog.querySelector('[data-viewer="older"]').hidden = !items.hasOlder
  dialog.querySelector('[data-viewer="newer"]').hidden = !items.hasNewer
}

function show(fresh = false) {
  const { item } = items
  const medium = mediumOf(item)
  const isVideo = medium.matches('video')
  tell(null)
  for (const tool of dialog.querySelectorAll('[data-for-image]')) tool.hidden = isVideo
  describe(part, item)
  part('wait').hidden = false
  part('place').replaceChildren(medium)
  zoom.begin(isVideo ? null : medium)
  arrange()
  load(medium, item, fresh)
}

/** An address that does not work any more is renewed once. */
async function load(medium, item, fresh) {
  const done = failed => {
    if (!medium.isConnected) return
    if (failed && !fresh) return show(true)
    part('wait').hidden = true
    if (failed) tell('This cannot be shown here. Download it to see it.')
  }
  medium.addEventListener(medium.matches('video') ? 'loadeddata' : 'load', () => done(false))
  medium.addEventListener('error', () => done(true))
  try {
    const url = await addressOf(item.file, 'original', fresh)
    part('save').href = `${url}&download`
    medium.src = url
  } catch (error) {
    part('wait').hidden = true
    tell(error.message)
  }
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-enlarge]')
  if (button) {
    for (const video of document.querySelectorAll('.frame video')) video.pause()
    items = new ViewerItems(button)
    dialog.showModal()
    return show()
  }
  const tool = event.target.closest('#media-viewer [data-viewer]')
  if (tool) actions[tool.dataset.viewer]()
})

dialog?.addEventListener('keydown', event => {
  const sides = document.dir === 'rtl' ? ['newer', 'older'] : ['older', 'newer']
  const wish = { ArrowLeft: sides[0], ArrowRight: sides[1], '+': 'larger', '=': 'larger', '-': 'smaller', r: 'rotate' }[event.key]
  if (!wish || event.target.matches('video') || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  actions[wish]()
})

dialog?.addEventListener('close', () => part('place').replaceChildren())
