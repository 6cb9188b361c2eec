// Days and groups of a thread in the viewer's zone: a separator per day, a tail on the first bubble of a group.
import { dayName, dayOf } from './local-times.js'

const GROUP_WITHIN = 5 * 60_000

export function arrange(list, viewer) {
  const days = new Map([...list.querySelectorAll(':scope > .day')].map(element => [element.dataset.day, element]))
  let previous
  for (const message of list.querySelectorAll(':scope > .message')) {
    const at = Number(message.dataset.at)
    const day = dayOf(at)
    const { sender } = message.dataset
    if (previous?.day !== day) {
      const separator = days.get(day) ?? create(day)
      separator.firstElementChild.textContent = dayName(at)
      if (message.previousElementSibling !== separator) message.before(separator)
      days.delete(day)
    }
    const head = previous?.day !== day || previous.sender !== sender || at - previous.at > GROUP_WITHIN
    message.toggleAttribute('data-head', head)
    message.toggleAttribute('data-mine', sender === `agent-${viewer}`)
    previous = { day, sender, at }
  }
  for (const unused of days.values()) unused.remove()
}

function create(day) {
  const separator = document.createElement('li')
  separator.className = 'day'
  separator.dataset.day = day
  separator.append(document.createElement('time'))
  return separator
}
