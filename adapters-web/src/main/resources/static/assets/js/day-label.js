// Which day is on top while one scrolls.
import { dayName } from './local-times.js'

const SHOWN_FOR = 1_500
let ending

export function showDay(thread) {
  const box = thread.scroller.getBoundingClientRect()
  const messages = [...thread.messages.querySelectorAll(':scope > .message')]
  const first = messages.find(message => message.getBoundingClientRect().bottom > box.top)
  const label = thread.querySelector('[data-day-label]')
  if (first) label.textContent = dayName(Number(first.dataset.at))
  label.toggleAttribute('data-shown', Boolean(first))
  clearTimeout(ending)
  ending = setTimeout(() => label.removeAttribute('data-shown'), SHOWN_FOR)
}
