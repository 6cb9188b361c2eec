// The texts kept ready: fetched anew whenever they are opened, and filled in from the conversation.
import { fragment } from './http.js'

const PLACEHOLDER = /\{\{(name|agent|phone)\}\}/g

/** What stays open when a value is not known. */
export const GAP = /‹(?:name|agent|phone)›/

/** Marks the first gap in a field, so that the next key fills it in; says whether there is one. */
export function selectGap(field, from = 0) {
  const gap = GAP.exec(field.value.slice(from))
  if (gap) field.setSelectionRange(from + gap.index, from + gap.index + gap[0].length)
  return gap !== null
}

export async function offered(list) {
  list.replaceChildren(await fragment('/ready-messages'))
  for (const option of list.children) option.id = `${list.id}-${option.id}`
}

export function filled(body, composer) {
  const { name, phone } = composer.closest('chat-thread').dataset
  const { agent } = composer.dataset
  return fill(body, { name, phone, agent })
}

export const fill = (body, values) => body.replace(PLACEHOLDER, (_, word) => values[word] || `‹${word}›`)
