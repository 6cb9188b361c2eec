// A list to choose from while the focus stays in a text field: arrows mark, the field tells a screen reader what is marked.
const folded = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

export class Listbox {
  /** `picked` hears of clicks, `marked` of every option that is marked, or null. */
  constructor(list, field, { picked, marked = () => {} }) {
    this.list = list
    this.field = field
    this.marked = marked
    list.addEventListener('pointerdown', event => event.preventDefault())
    list.addEventListener('click', event => {
      const option = event.target.closest('[role="option"]')
      if (!option) return
      this.mark(option)
      picked(option, event)
    })
  }

  get options() { return [...this.list.querySelectorAll('[role="option"]:not([hidden])')] }

  get active() { return this.list.querySelector('[aria-selected="true"]:not([hidden])') }

  /** Shows what has all these words, what begins with them first, and marks the first of it. */
  filter(query) {
    const words = folded(query).split(/\s+/).filter(Boolean)
    const all = [...this.list.querySelectorAll('[role="option"]')]
    all.forEach((option, index) => (option.dataset.order ??= String(index)))
    for (const option of all) option.hidden = !words.every(word => folded(option.textContent).includes(word))
    const start = words.join(' ')
    all.sort((one, other) => rank(one, start) - rank(other, start) || one.dataset.order - other.dataset.order)
    this.list.append(...all)
    this.mark(this.options[0] ?? null)
    return this.options.length
  }

  step(by) {
    const { options } = this
    if (options.length) this.mark(options.at((options.indexOf(this.active) + by) % options.length))
  }

  mark(option) {
    this.list.querySelector('[aria-selected="true"]')?.setAttribute('aria-selected', 'false')
    if (option) {
      option.setAttribute('aria-selected', 'true')
      option.scrollIntoView({ block: 'nearest' })
      this.field.setAttribute('aria-activedescendant', option.id)
    } else this.field.removeAttribute('aria-activedescendant')
    this.marked(option)
  }

  clear() {
    this.list.replaceChildren()
    this.mark(null)
  }
}

function rank(option, start) {
  const parts = [...option.children].map(part => folded(part.textContent))
  if (parts.some(part => part === `/${start}`)) return 0
  if (parts.some(part => part.startsWith(`/${start}`))) return 1
  return parts[0].startsWith(start) ? 2 : 3
}
