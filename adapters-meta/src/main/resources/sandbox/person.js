// Who one is: name, number, username, and how this person uses WhatsApp.
import { ask } from './ask.js'
import { customer } from './phone.js'

const form = document.getElementById('person-form')
const FIELDS = ['name', 'phone', 'username']
const SWITCHES = ['online', 'receipts', 'blocking', 'marketing', 'hidden']
let shown = null

export function showPerson(one) {
  const fresh = shown?.id !== one.id
  for (const field of FIELDS) {
    const input = form.elements[field]
    const value = field === 'phone' && one.phone ? `+${one.phone}` : one[field] ?? ''
    if (fresh || (input !== document.activeElement && input.value === input.defaultValue)) input.value = value
    input.defaultValue = value
  }
  form.elements.phone.disabled = !one.phone
  for (const name of SWITCHES) form.elements[name].checked = one.manner[name]
  const odd = [!one.manner.online && 'offline', one.manner.blocking && 'has blocked you', one.manner.blocked && 'blocked by you', !one.manner.receipts && 'hides what is read', !one.manner.marketing && 'no marketing', one.manner.hidden && 'hides the number'].filter(Boolean)
  document.getElementById('manner').textContent = odd.join(' · ')
  shown = one
}

const change = body => ask('PATCH', `customers/${encodeURIComponent(customer())}`, body)

form.addEventListener('change', event => {
  if (SWITCHES.includes(event.target.name)) change({ [event.target.name]: event.target.checked })
})

form.addEventListener('submit', event => {
  event.preventDefault()
  const changed = FIELDS.filter(field => !form.elements[field].disabled && form.elements[field].value !== form.elements[field].defaultValue)
  if (changed.length > 0) change(Object.fromEntries(changed.map(field => [field, form.elements[field].value])))
  document.activeElement.blur()
})
