// The account's templates: their status and quality can be changed as Meta does, and the application is told.
import { ask } from './ask.js'
import { element, words } from './element.js'

const list = document.getElementById('templates')
const part = document.getElementById('templates-part')
const STATUSES = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED']
const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN']

async function show() {
  const answer = await ask('GET', 'templates')
  if (answer) list.replaceChildren(...answer.items.map(row))
}

function row(template) {
  const item = element('li', 'template')
  const about = element('div', 'template__about')
  about.append(words('strong', 'template__name', template.name), element('span', 'template__kind', `${template.language} · ${template.category.toLowerCase()}`))
  const change = body => ask('PUT', `templates/${template.id}`, body).then(show)
  item.append(about, words('p', 'template__text', template.components.find(one => one.type === 'BODY')?.text ?? ''))
  const choices = element('div', 'template__choices')
  choices.append(
    choice(`Status of ${template.name}, ${template.language}`, STATUSES, template.status, status => change({ status })),
    choice(`Quality of ${template.name}, ${template.language}`, QUALITIES, template.quality_score?.score ?? 'UNKNOWN', quality => change({ quality })))
  item.append(choices)
  return item
}

function choice(label, all, current, doing) {
  const select = element('select', `template__choice template__choice--${current.toLowerCase()}`, '', { 'aria-label': label })
  for (const one of all) select.append(element('option', '', one.toLowerCase(), { value: one, selected: one === current }))
  select.addEventListener('change', () => doing(select.value))
  return select
}

part.addEventListener('toggle', () => part.open && show())
