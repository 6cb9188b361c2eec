// Headings of months between what was sent, in the viewer's zone and words.
const month = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' })

export function months(panel) {
  let last
  for (const element of panel.querySelectorAll(':scope > [data-at]')) {
    const name = month.format(Number(element.dataset.at))
    const before = element.previousElementSibling
    if (before?.matches('.shared__month')) {
      if (before.textContent === last) before.remove()
    } else if (name !== last) {
      const heading = document.createElement('h3')
      heading.className = 'shared__month'
      heading.textContent = name
      element.before(heading)
    }
    last = name
  }
}
