// Makes an element on the page equal to a freshly rendered one, keeping every node that can stay: focus and menus survive.
const OWNED_BY_THE_PAGE = new Set(['aria-current', 'data-head', 'data-mine', 'data-pinned', 'tabindex', 'open'])

export function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh)
    return fresh
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data
    return old
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !OWNED_BY_THE_PAGE.has(name)) old.removeAttribute(name)
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  }
  const kept = [...old.childNodes]
  const wanted = [...fresh.childNodes]
  wanted.forEach((child, index) => {
    if (index < kept.length) morph(kept[index], child)
    else old.append(child)
  })
  kept.slice(wanted.length).forEach(node => node.remove())
  return old
}
