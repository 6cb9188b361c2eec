// Makes an element on the page equal to a freshly rendered one, keeping every node that can stay: focus and menus survive.
const OWNED_BY_THE_PAGE = new Set(['aria-current', 'aria-expanded', 'data-head', 'data-mine', 'data-pinned', 'data-unfolded', 'tabindex', 'open'])

export function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh)
    return fresh
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data
    return old
  }
  if (isTakenOver(old, fresh)) return old
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !OWNED_BY_THE_PAGE.has(name)) old.removeAttribute(name)
  }
  for (const { name, value } of fresh.attributes) {
    if (!(OWNED_BY_THE_PAGE.has(name) && old.hasAttribute(name)) && old.getAttribute(name) !== value) old.setAttribute(name, value)
  }
  morphChildren(old, [...fresh.childNodes])
  return old
}

/** Files that are shown: what the page has made of one stays as long as it is the same file, or plays. */
function isTakenOver(old, fresh) {
  const { own, playing } = old.dataset
  return own !== undefined && fresh.dataset.own !== undefined && (own === fresh.dataset.own || playing !== undefined)
}

/** What has a name meets its namesake, whatever comes or goes beside it; the rest goes by its order. */
function morphChildren(old, wanted) {
  const named = new Map([...old.children].filter(child => child.id).map(child => [child.id, child]))
  const staying = new Set(wanted.map(child => named.get(child.id)).filter(Boolean))
  let next = old.firstChild
  for (const child of wanted) {
    const namesake = named.get(child.id)
    while (namesake?.parentNode === old && next !== namesake && next && !staying.has(next)) next = dropped(next)
    if (namesake && next === namesake) {
      next = next.nextSibling
      morph(namesake, child)
    } else if (next && !child.id && !staying.has(next)) {
      const after = next.nextSibling
      morph(next, child)
      next = after
    } else {
      old.insertBefore(child, next)
    }
  }
  while (next) next = dropped(next)
}

function dropped(node) {
  const after = node.nextSibling
  node.remove()
  return after
}
