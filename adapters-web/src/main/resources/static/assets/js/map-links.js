// Coordinates out of what people paste: two numbers, a link of a map, or a geo address.
const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)`
const FORMS = [
  new RegExp(String.raw`!3d${NUMBER}!4d${NUMBER}`),
  new RegExp(String.raw`[?&](?:mlat|lat)=${NUMBER}&(?:mlon|lon|lng)=${NUMBER}`),
  new RegExp(String.raw`[?&](?:q|query|ll|destination|center)=(?:loc:)?${NUMBER}(?:,|%2C)\s*\+?${NUMBER}`, 'i'),
  new RegExp(String.raw`@${NUMBER},${NUMBER}`),
  new RegExp(String.raw`#map=\d+(?:\.\d+)?/${NUMBER}/${NUMBER}`),
  new RegExp(String.raw`^geo:${NUMBER},${NUMBER}`),
  new RegExp(String.raw`^\(?\s*${NUMBER}\s*°?\s*[,;\s]\s*${NUMBER}\s*°?\s*\)?$`)
]

export function coordinates(text) {
  for (const form of FORMS) {
    const [, latitude, longitude] = form.exec(text.trim()) ?? []
    if (latitude && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude }
  }
  return null
}

document.addEventListener('input', event => {
  const field = event.target
  if (!field.matches?.('[data-map-link]')) return
  const found = coordinates(field.value)
  field.closest('.field').querySelector('[data-map-unknown]').hidden = Boolean(found) || !field.value.trim()
  if (!found) return
  for (const [name, value] of Object.entries(found)) {
    const target = field.form.querySelector(`[data-path="location.${name}"]`)
    target.value = value
    target.dispatchEvent(new Event('input', { bubbles: true }))
  }
})
