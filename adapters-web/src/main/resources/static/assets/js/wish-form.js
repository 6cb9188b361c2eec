// The windows in which a place, business cards or a question are put together, with their bubble beside them.
import { keep, kept } from './kept.js'
import { rowsOf, shown } from './wish-bubble.js'
import { addItem, collect, fillIn, itemsOf, pathOf } from './wish-paths.js'
import { complete, firstMistake, length } from './wish-rules.js'

const KIND = { button: 'buttons', list: 'list', cta_url: 'link', location_request_message: 'place-request', request_contact_info: 'contact-request', call_permission_request: 'call-request' }
const kindOf = wish => (wish.interactive ? KIND[wish.interactive.type] : Object.keys(wish)[0])
let composer

/** Opens the window for this wish, filled in with it, or with what was begun in this conversation before. */
export function openWish(forComposer, wish, failure = null) {
  openForm(forComposer, kindOf(wish), wish, failure)
}

export function openForm(forComposer, kind, wish = null, failure = null) {
  const form = document.querySelector(`[data-wish="${kind}"]`)
  composer = forComposer
  fillIn(form, wish ?? kept(draft(form)) ?? {})
  clear(form)
  refresh(form)
  form.closest('dialog').showModal()
  if (failure) tell(form, failure.field, failure.reason)
}

const draft = form => `wish:${composer.dataset.conversation}:${form.dataset.wish}`

function refresh(form) {
  for (const list of form.querySelectorAll('[data-list]')) {
    const items = itemsOf(list)
    items.forEach((item, index) => {
      for (const number of item.querySelectorAll('[data-number]')) if (number.closest('[data-list]') === list) number.textContent = String(index + 1)
      for (const button of item.querySelectorAll('[data-remove]')) if (button.closest('[data-item]') === item) button.hidden = items.length <= Number(list.dataset.least)
    })
    const total = list.dataset.total ? form.querySelectorAll(`[data-list="${list.dataset.list}"] > [data-item]`).length : items.length
    list.parentElement.querySelector(':scope > [data-add]').disabled = total >= Number(list.dataset.total ?? list.dataset.most)
  }
  for (const field of form.querySelectorAll('[data-path][data-most]')) {
    const counter = field.parentElement.querySelector('[data-count]')
    if (!counter) continue
    counter.textContent = `${length(field.value)}/${field.dataset.most}`
    counter.classList.toggle('field__count--over', length(field.value) > Number(field.dataset.most))
  }
  const wish = complete(collect(form))
  const { content, taps } = shown(wish)
  form.querySelector('[data-preview] .bubble').replaceChildren(content, ...(taps ? [taps] : []))
  form.querySelector('[data-preview-rows]').replaceChildren(...rowsOf(wish))
}

function changed(form) {
  keep(draft(form), collect(form))
  refresh(form)
}

function tell(form, path, reason) {
  const field = [...form.querySelectorAll('[data-path]')].find(one => pathOf(one) === path)
  const place = field?.closest('.field')?.querySelector('[data-wrong]') ?? form.querySelector('[data-wrong-at-all]')
  place.textContent = reason
  place.hidden = false
  if (!field) return
  place.id ||= `wrong-${crypto.randomUUID()}`
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', place.id)
  field.focus()
}

function clear(form) {
  for (const place of form.querySelectorAll('[data-wrong], [data-wrong-at-all]')) place.hidden = true
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid')
}

document.addEventListener('input', event => {
  const form = event.target.closest('[data-wish]')
  if (form) changed(form)
})

document.addEventListener('click', event => {
  const form = event.target.closest('[data-wish]')
  if (!form) return
  const list = event.target.closest('[data-add]')?.parentElement.querySelector(':scope > [data-list]')
  const removed = event.target.closest('[data-remove]')
  if (list) addItem(list).querySelector('input, textarea').focus()
  else if (removed) removed.closest('[data-item]').remove()
  if (list || removed) changed(form)
})

document.addEventListener('submit', event => {
  const form = event.target.closest('[data-wish]')
  if (!form) return
  event.preventDefault()
  clear(form)
  const mistake = firstMistake(form)
  if (mistake) return tell(form, mistake.path, mistake.reason)
  keep(draft(form), null)
  form.closest('dialog').close()
  composer.send(complete(collect(form)))
})
