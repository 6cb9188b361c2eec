// A template that is being filled in: the preview follows every letter, blanks are refused, and nothing typed gets lost.
import { handOver } from './handed-over.js'
import { send } from './http.js'
import { clockTime } from './local-times.js'
import { timeOrderedId } from './time-ordered-id.js'

const sheetOf = event => event.target.closest?.('form[data-fill]')

document.addEventListener('input', event => {
  const sheet = sheetOf(event)
  if (!sheet || !event.target.matches('[data-fills]')) return
  event.target.removeAttribute('aria-invalid')
  fail(sheet, null)
  preview(sheet, event.target)
})

/** Each field has its places in the preview; a blank shows what it is a blank for. */
function preview(sheet, field) {
  for (const slot of sheet.querySelectorAll(`[data-slot="${CSS.escape(field.dataset.fills)}"]`)) {
    const value = field.value.trim()
    slot.textContent = value || slot.dataset.unfilled
    slot.toggleAttribute('data-blank', value === '')
  }
}

function firstBlank(sheet) {
  return [...sheet.querySelectorAll('[data-fills][required]')].find(field => field.value.trim() === '')
}

function fail(sheet, reason) {
  const notice = sheet.querySelector('[data-error]')
  notice.hidden = reason === null
  notice.textContent = reason ?? ''
}

document.addEventListener('submit', async event => {
  const sheet = sheetOf(event)
  if (!sheet) return
  event.preventDefault()
  const blank = firstBlank(sheet)
  if (blank) {
    blank.setAttribute('aria-invalid', 'true')
    blank.focus()
    return fail(sheet, `${blank.dataset.label} is not filled in.`)
  }
  await hand(sheet)
})

/** The same sheet goes out once, however often it is tried: its id stays until it is through. */
async function hand(sheet) {
  const button = sheet.querySelector('[data-send]')
  if (button.disabled) return
  button.disabled = true
  fail(sheet, null)
  sheet.dataset.message ??= timeOrderedId()
  try {
    await send('POST', sheet.getAttribute('action'), fields(sheet))
    const thread = sheet.closest('chat-thread')
    sheet.closest('dialog').close()
    handOver(thread, sheet.dataset.message, sheet.querySelector('[data-preview]'))
  } catch (error) {
    button.disabled = false
    fail(sheet, error.message)
  }
}

function fields(sheet) {
  const wish = { id: sheet.dataset.message }
  for (const field of sheet.querySelectorAll('[data-fills]')) {
    const moment = field.type === 'datetime-local' && field.value !== ''
    wish[field.name] = moment ? new Date(field.value).toISOString() : field.value
  }
  return wish
}

/** A sheet has just been loaded: a clock in the corner, and a remembered date in the viewer's zone. */
export function begin(sheet) {
  sheet.querySelector('[data-now]').textContent = clockTime(Date.now())
  for (const field of sheet.querySelectorAll('input[type="datetime-local"]')) {
    const remembered = field.getAttribute('value')
    if (remembered) field.value = local(new Date(remembered))
  }
}

function local(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
