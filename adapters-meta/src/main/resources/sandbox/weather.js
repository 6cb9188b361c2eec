// Bad weather: what goes wrong between the business and Meta, how often, and one button that ends it all.
import { ask } from './ask.js'
import { button, element } from './element.js'

const KINDS = {
  SLOW: ['Graph API slow', 'ms', 500],
  TOO_MANY: ['429, try later', 's', 5],
  BROKEN: ['500, broken'],
  UNAVAILABLE: ['503, unavailable'],
  UNREACHABLE: ['Connection refused'],
  SILENT: ['No answer', 's', 60],
  CUT_OFF: ['Answer breaks off'],
  LIMITS: ["Meta's limits count", '', 0, 'always'],
  TWICE: ['Webhooks twice'],
  SHUFFLED: ['Webhooks shuffled', 'ms', 3000],
  HELD: ['Webhooks held back', '', 0, 'always'],
  EARLY: ['Statuses too early'],
}
const list = document.getElementById('weather')
const storm = document.getElementById('storm')
const rows = new Map()

for (const [kind, [label, unit, usual, always]] of Object.entries(KINDS)) {
  const row = element('li', 'weather__row')
  const name = element('label', 'weather__name')
  const on = element('input', '', '', { type: 'checkbox', name: kind, role: 'switch' })
  name.append(on, label)
  const details = element('span', 'weather__details')
  const value = number('value', usual ?? 0, 0, 600000, `${label}: how long, ${unit}`)
  if (unit) details.append(value, element('span', '', unit))
  const often = element('select', '', '', { 'aria-label': `${label}: how often` })
  for (const [text, choice] of [['always', '100'], ['half the time', '50'], ['1 in 5', '20'], ['next 1', 'n1'], ['next 3', 'n3'], ['next 10', 'n10']]) {
    often.append(element('option', '', text, { value: choice }))
  }
  if (!always) details.append(often)
  const put = () => ask('PUT', 'weather', setting(kind, on.checked, often.value, unit ? Number(value.value) : undefined))
  for (const input of [on, value, often]) input.addEventListener('change', () => (on.checked || input === on) && put())
  row.append(name, details)
  list.append(row)
  rows.set(kind, { on, row, value })
}

function setting(kind, on, often, value) {
  if (!on) return { kind, percent: 0 }
  const next = often.startsWith('n')
  return { kind, percent: next ? 100 : Number(often), left: next ? Number(often.slice(1)) : 0, value }
}

function number(name, value, min, max, label) {
  return element('input', 'weather__number', '', { type: 'number', name, value, min, max, 'aria-label': label })
}

export function showWeather(weather, waiting) {
  for (const [kind, { on, row, value }] of rows) {
    on.checked = Boolean(weather[kind])
    if (on.checked && value !== document.activeElement) value.value = weather[kind].value
    row.classList.toggle('weather__row--on', on.checked)
  }
  const bad = Object.entries(weather).map(([kind, spell]) => `${KINDS[kind][0]}${often(spell)}`)
  storm.hidden = bad.length === 0
  document.getElementById('storm-text').textContent = `Bad weather: ${bad.join(' · ')}${weather.HELD && waiting ? ` (${waiting} waiting)` : ''}`
}

const often = spell => spell.left ? ` (next ${spell.left})` : spell.percent < 100 ? ` (${spell.percent} %)` : ''

storm.append(button('storm__fine', 'Fine weather', () => ask('DELETE', 'weather')))
