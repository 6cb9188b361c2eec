// Keeps the children of a list in the order of their data-sort, moving no more than the one that changed.
export function place(list, element, { descending = false, selector }) {
  const before = (one, other) => (descending ? one.dataset.sort > other.dataset.sort : one.dataset.sort < other.dataset.sort)
  const next = sibling(element, 'nextElementSibling', selector)
  const previous = sibling(element, 'previousElementSibling', selector)
  if (element.parentElement === list && !(next && before(next, element)) && !(previous && before(element, previous))) return

  let successor = null
  for (let other = list.lastElementChild; other; other = other.previousElementSibling) {
    if (other === element) continue
    if (!other.matches(selector)) {
      if (successor === null && other.hasAttribute('data-stays-last')) successor = other
      continue
    }
    if (!before(element, other)) break
    successor = other
  }
  if (element.isConnected && list.moveBefore) list.moveBefore(element, successor)
  else list.insertBefore(element, successor)
}

function sibling(element, direction, selector) {
  let other = element[direction]
  while (other && !other.matches(selector)) other = other[direction]
  return other
}
