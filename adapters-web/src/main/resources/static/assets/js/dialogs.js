// Opens and closes dialogs, and starts a conversation from one.
import { send } from './http.js'
import { show } from './navigation.js'

document.addEventListener('click', event => {
  const opens = event.target.closest('[data-opens]')
  if (opens) {
    opens.closest('[popover]')?.hidePopover()
    open(opens.dataset.opens, opens.dataset.phone)
  }
  const dialog = event.target.closest('dialog')
  if (event.target.closest('[data-closes]') || event.target === dialog) dialog?.close()
})

export function open(id, phone) {
  const dialog = document.getElementById(id)
  if (!dialog || dialog.open) return
  const field = dialog.querySelector('[name="phone"]')
  if (field) {
    field.value = /\d{4}/.test(phone ?? '') ? phone : ''
    fail(dialog, null)
  }
  dialog.showModal()
}

document.addEventListener('submit', async event => {
  const form = event.target
  if (!form.matches('[data-new-conversation]')) return
  event.preventDefault()
  const dialog = form.closest('dialog')
  const button = form.querySelector('.button--primary')
  button.disabled = true
  fail(dialog, null)
  try {
    const response = await send('POST', form.action, new FormData(form))
    dialog.close()
    await show(response.headers.get('Location'))
  } catch (error) {
    fail(dialog, error.message)
  } finally {
    button.disabled = false
  }
})

function fail(dialog, reason) {
  const error = dialog.querySelector('[data-error]')
  error.hidden = reason === null
  error.textContent = reason ?? ''
  dialog.querySelector('[name="phone"]').setAttribute('aria-invalid', String(reason !== null))
}
