// Administrators write ready messages here: the form with its preview, switching on and off, deleting.
import { clearErrors, showErrors } from './field-errors.js'
import { fragment, send } from './http.js'
import { morph } from './morph.js'
import { fill } from './ready-messages.js'
import { toast } from './toast.js'

const form = document.querySelector('[data-ready-form]')
const deletion = document.querySelector('[data-ready-deletion]')
const LIST = '/admin/ready-messages'

export async function reload() {
  const list = document.getElementById('ready-list')
  const fresh = list.cloneNode(false)
  fresh.append(await fragment(LIST))
  morph(list, fresh)
}

function edit(row) {
  const { name = '', shortcut = '', body = '', active = 'true' } = row?.dataset ?? {}
  form.action = row ? `${LIST}/${row.id.replace('ready-', '')}` : LIST
  document.getElementById('ready-form-title').textContent = row ? 'Edit ready message' : 'New ready message'
  form.elements.name.value = name
  form.elements.shortcut.value = shortcut
  form.elements.body.value = body
  form.elements.active.checked = active === 'true'
  clearErrors(form)
  preview()
  form.closest('dialog').showModal()
  form.elements.name.focus()
}

function preview() {
  const bubble = form.querySelector('[data-ready-preview]')
  bubble.textContent = fill(form.elements.body.value, bubble.dataset) || '…'
}

async function submitted(about, method) {
  const button = about.querySelector('button:not([type="button"])')
  button.disabled = true
  clearErrors(about)
  try {
    await send(method, about.getAttribute('action'), method === 'DELETE' ? {} : new FormData(about))
    about.closest('dialog').close()
    await reload()
    toast(method === 'DELETE' ? 'Deleted.' : 'Saved. Agents find it from now on.')
  } catch (error) {
    showErrors(about, error)
  } finally {
    button.disabled = false
  }
}

document.addEventListener('submit', event => {
  if (event.target !== form && event.target !== deletion) return
  event.preventDefault()
  submitted(event.target, event.target === form ? 'POST' : 'DELETE')
})

document.addEventListener('click', async event => {
  const row = event.target.closest('.ready-row')
  const offer = event.target.closest('[data-ready-offer]')
  const placeholder = event.target.closest('[data-placeholder]')
  if (event.target.closest('[data-ready-new]')) edit(null)
  else if (event.target.closest('[data-ready-edit]')) edit(row)
  else if (event.target.closest('[data-ready-delete]')) {
    deletion.action = `${LIST}/${row.id.replace('ready-', '')}`
    deletion.querySelector('[data-ready-named]').textContent = row.dataset.name
    clearErrors(deletion)
    deletion.closest('dialog').showModal()
  } else if (offer) {
    await send(offer.dataset.readyOffer, `${LIST}/${row.id.replace('ready-', '')}/offer`).then(reload).catch(error => toast(error.message))
  } else if (placeholder) {
    const { body } = form.elements
    body.focus()
    document.execCommand('insertText', false, placeholder.dataset.placeholder)
  }
})

form?.elements.body.addEventListener('input', preview)
