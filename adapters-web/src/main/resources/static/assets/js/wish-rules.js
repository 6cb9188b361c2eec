// What WhatsApp needs in a place, a card or a question: said at the field before anything is sent; the server checks again.
import { pathOf } from './wish-paths.js'

export const length = text => [...text.trim()].length

export function firstMistake(form) {
  for (const field of form.querySelectorAll('[data-path]')) {
    const reason = mistakeIn(field, form)
    if (reason) return { path: pathOf(field), reason }
  }
  return null
}

function mistakeIn(field, form) {
  const { most, degrees } = field.dataset
  const value = field.value.trim()
  if (!value) return isNeeded(field, form) ? 'Please fill this in.' : null
  if (most && length(value) > Number(most)) return `At most ${most} characters; these are ${length(value)}.`
  if (degrees && !(Math.abs(Number(value.replace(',', '.'))) <= Number(degrees))) return `A number between −${degrees} and ${degrees}.`
  if (field.type === 'url' && !/^https?:\/\/\S+$/i.test(value)) return 'An address that begins with https:// or http://.'
  return null
}

/** A section needs a title only beside others. */
function isNeeded(field, form) {
  return field.required || (field.dataset.path === 'title' && form.querySelectorAll('[data-list$="sections"] > [data-item]').length > 1)
}

/** With what WhatsApp wants to have beside what people fill in. */
export function complete(wish) {
  const { header, action = {} } = wish.interactive ?? {}
  if (header && !header.text) delete wish.interactive.header
  action.buttons?.forEach((button, index) => (button.reply = { id: `button-${index + 1}`, title: '', ...button.reply }))
  let row = 0
  for (const section of action.sections ?? []) for (const one of section.rows ?? []) one.id = `row-${++row}`
  return Object.keys(wish).length ? wish : { location: {} }
}
