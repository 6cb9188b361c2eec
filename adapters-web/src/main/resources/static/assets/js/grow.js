// Lets a field grow with its text where the browser does not do it by itself.
const BY_ITSELF = CSS.supports('field-sizing', 'content')

export function grow(field) {
  if (BY_ITSELF) return
  field.style.setProperty('block-size', 'auto')
  field.style.setProperty('block-size', `${field.scrollHeight + 4}px`)
}
