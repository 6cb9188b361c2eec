// The fields of a form as the object they describe: each field has a path in it, lists have items that come and go.
const ownerOf = element => element.parentElement.closest('[data-item]')
const owned = (scope, selector) => {
  const owner = scope.matches('[data-item]') ? scope : null
  return [...scope.querySelectorAll(selector)].filter(element => ownerOf(element) === owner)
}

export const itemsOf = list => [...list.children].filter(child => child.matches('[data-item]'))

export function addItem(list) {
  const item = list.querySelector(':scope > template').content.firstElementChild.cloneNode(true)
  list.append(item)
  for (const inner of item.querySelectorAll('[data-list]')) for (let n = Number(inner.dataset.least); n > 0; n--) addItem(inner)
  return item
}

/** What is filled in; fields that are empty are left out. */
export function collect(scope) {
  const value = {}
  for (const field of owned(scope, '[data-path]')) {
    const given = field.value.trim()
    if (given) put(value, field.dataset.path, field.inputMode === 'decimal' ? number(given) : given)
  }
  for (const list of owned(scope, '[data-list]')) put(value, list.dataset.list, itemsOf(list).map(collect))
  return value
}

export function fillIn(scope, value) {
  for (const field of owned(scope, '[data-path]')) if (field.type !== 'hidden') field.value = get(value, field.dataset.path) ?? field.dataset.usual ?? ''
  for (const list of owned(scope, '[data-list]')) {
    const given = get(value, list.dataset.list) ?? []
    for (const item of itemsOf(list)) item.remove()
    for (let n = 0; n < Math.max(given.length, Number(list.dataset.least)); n++) fillIn(addItem(list), given[n] ?? {})
  }
}

/** The path of a field from the top, as the server names it. */
export function pathOf(field, own = field.dataset.path ?? field.dataset.list) {
  const item = ownerOf(field)
  if (!item) return own
  const list = item.closest('[data-list]')
  return `${pathOf(list)}[${itemsOf(list).indexOf(item)}].${own}`
}

/** A comma is a decimal point in half of the world; what is no number stays as it is. */
function number(text) {
  const value = Number(text.replace(',', '.'))
  return Number.isNaN(value) ? text : value
}

const get = (value, path) => path.split('.').reduce((inner, name) => inner?.[name], value)

function put(value, path, given) {
  const names = path.split('.')
  const last = names.pop()
  names.reduce((inner, name) => (inner[name] ??= {}), value)[last] = given
}
