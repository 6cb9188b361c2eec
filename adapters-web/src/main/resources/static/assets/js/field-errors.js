// Says at each field of a form what is wrong with it, and at the form what concerns no field.
export function showErrors(form, error) {
  clearErrors(form)
  const place = form.querySelector(`[data-error-of="${CSS.escape(error.field ?? '')}"]`) ?? form.querySelector('[data-error-of=""]')
  place.textContent = error.message
  place.hidden = false
  const field = place.dataset.errorOf && form.elements[place.dataset.errorOf]
  if (!field) return
  field.setAttribute('aria-invalid', 'true')
  field.focus()
}

export function clearErrors(form) {
  for (const place of form.querySelectorAll('[data-error-of]')) {
    place.hidden = true
    place.textContent = ''
  }
  for (const field of form.querySelectorAll('[aria-invalid="true"]')) field.removeAttribute('aria-invalid')
}
