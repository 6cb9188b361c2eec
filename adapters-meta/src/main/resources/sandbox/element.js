// Makes elements: text is only ever text, symbols come from the page's own list.
export function element(name, className, text = '', attributes = {}) {
  const node = document.createElement(name)
  if (className) node.className = className
  node.textContent = text
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) node.setAttribute(key, value === true ? '' : value)
  }
  return node
}

export const words = (name, className, text) => element(name, className, text, { dir: 'auto' })

export function symbol(id, className = 'icon', label = '') {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', className)
  if (label) {
    svg.setAttribute('role', 'img')
    svg.setAttribute('aria-label', label)
  } else {
    svg.setAttribute('aria-hidden', 'true')
  }
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', `#${id}`)
  svg.append(use)
  return svg
}

const MARKS = { '*': 'b', _: 'i', '~': 's' }

/** Text as WhatsApp shows it: with web addresses as links, and *bold*, _italic_ and ~struck~ words. */
export function linked(className, text) {
  const paragraph = words('p', className, '')
  for (const part of text.split(/(https?:\/\/[^\s<>"]+|(?<![\p{L}\p{N}])[*_~](?! )[^*_~\n]+(?<! )[*_~](?![\p{L}\p{N}]))/u)) {
    if (/^https?:\/\//.test(part)) paragraph.append(outward(part, '', part))
    else if (part.length > 2 && MARKS[part[0]] && part[0] === part.at(-1)) paragraph.append(element(MARKS[part[0]], '', part.slice(1, -1)))
    else paragraph.append(part)
  }
  return paragraph
}

export const outward = (url, className, text) =>
  element('a', className, text, { href: /^https?:\/\//.test(url) ? url : '#', target: '_blank', rel: 'noopener noreferrer' })

export function button(className, label, onClick, attributes = {}) {
  const node = element('button', className, label, { type: 'button', ...attributes })
  node.addEventListener('click', onClick)
  return node
}
