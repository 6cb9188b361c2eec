// What the live feed may do to a page. Every operation may come twice; an older one never undoes a newer one.
import { morph } from './morph.js'

const operations = {
  upsert(operation) {
    const element = operation.content.firstElementChild
    document.getElementById(operation.dataset.to)?.closest('conversation-list, chat-thread')?.upsert(element)
  },

  replace(operation) {
    const target = document.getElementById(operation.dataset.to)
    if (target && !isOlder(operation, target)) target.replaceWith(operation.content)
  },

  attrs(operation) {
    const target = document.getElementById(operation.dataset.to)
    if (!target || isOlder(operation, target) || target.classList.contains('message--pending')) return
    for (const part of [...operation.content.children]) {
      const old = document.getElementById(part.id)
      if (old) morph(old, part)
    }
    for (const [name, value] of Object.entries(operation.dataset)) {
      if (name !== 'op' && name !== 'to') target.dataset[name] = value
    }
    target.closest('chat-thread')?.refresh(target)
  },

  remove(operation) {
    const target = document.getElementById(operation.dataset.to)
    const thread = target?.closest('chat-thread')
    target?.remove()
    thread?.refresh()
    document.dispatchEvent(new CustomEvent('thing-removed', { detail: operation.dataset.to }))
  },

  sort(operation) {
    const target = document.getElementById(operation.dataset.to)
    if (!target || isOlder(operation, target)) return
    target.dataset.sort = operation.dataset.sort
    target.closest('conversation-list, chat-thread')?.refresh(target)
  },

  reset() {
    document.dispatchEvent(new Event('live-reset'))
  }
}

/** Applies the operations of a frame; says whether it was the answer to a request to catch up. */
export function apply(html) {
  const holder = document.createElement('template')
  holder.innerHTML = html
  for (const operation of [...holder.content.children]) operations[operation.dataset.op]?.(operation)
  return holder.content.querySelector('[data-op="caught-up"]') !== null
}

function isOlder(operation, target) {
  return operation.dataset.v !== undefined && Number(operation.dataset.v) < Number(target.dataset.v ?? -1)
}
