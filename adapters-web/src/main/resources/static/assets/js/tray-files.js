// Files chosen and not sent yet, by conversation: they wait in memory when one goes to another conversation and comes back.
import { MOST_FILES, naturalKind, obstacle } from './file-rules.js'

const trays = new Map()
let numbers = 0

export const trayOf = conversation => trays.get(conversation) ?? { items: [], chosen: null }

/** Adds files, and says how many there was no room for. */
export function addFiles(conversation, files, wish) {
  const tray = trayOf(conversation)
  const room = MOST_FILES - tray.items.length
  const added = [...files].slice(0, room).map(file => itemOf(file, wish))
  tray.items.push(...added)
  tray.chosen = added[0] ?? tray.chosen
  if (tray.items.length) trays.set(conversation, tray)
  return Math.max(0, files.length - room)
}

/** Gives a file another place among the others. */
export function moveFile(conversation, item, to) {
  const { items } = trayOf(conversation)
  items.splice(items.indexOf(item), 1)
  items.splice(to, 0, item)
}

/** Takes a file out; whoever takes it has its address from now on, and revokes it. */
export function takeFile(conversation, item) {
  const tray = trayOf(conversation)
  const index = tray.items.indexOf(item)
  tray.items.splice(index, 1)
  if (tray.chosen === item) tray.chosen = tray.items[Math.min(index, tray.items.length - 1)] ?? null
  if (tray.items.length === 0) trays.delete(conversation)
}

export function discardFile(conversation, item) {
  takeFile(conversation, item)
  URL.revokeObjectURL(item.url)
}

/** What stands in the way of sending it as it is now. */
export const mistakeIn = item => obstacle(item.file, item.kind)

function itemOf(file, wish) {
  const natural = naturalKind(file, wish)
  return { id: `tray-${++numbers}`, file, natural, kind: natural, caption: '', url: URL.createObjectURL(file), width: null, height: null }
}

window.addEventListener('beforeunload', event => {
  if (trays.size > 0) event.preventDefault()
})
