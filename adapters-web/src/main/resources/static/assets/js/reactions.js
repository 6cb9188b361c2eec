// An emoji on a message: there at once, taken back by choosing it again, and gone with a word why when it was not taken.
import { beside } from './beside.js'
import { send } from './http.js'
import { timeOrderedId } from './time-ordered-id.js'
import { toast } from './toast.js'

const picker = document.getElementById('reaction-picker')
let chosen

export function openReactions(message, box) {
  chosen = message
  picker.querySelector('input').value = ''
  const { ours } = message.querySelector('.aftermath').dataset
  for (const button of picker.querySelectorAll('[data-emoji]')) button.setAttribute('aria-pressed', String(button.dataset.emoji === ours))
  picker.showPopover()
  beside(picker, box)
  picker.querySelector('[data-emoji]').focus()
}

export async function react(message, emoji) {
  const after = message.querySelector('.aftermath')
  const before = after.cloneNode(true)
  const withdraws = after.dataset.ours === emoji
  show(after, withdraws ? '' : emoji)
  const address = `/messages/${message.id.replace('message-', '')}/reaction`
  try {
    await send(withdraws ? 'DELETE' : 'POST', address, withdraws ? {} : { id: timeOrderedId(), emoji })
  } catch (error) {
    after.replaceWith(before)
    toast(`The reaction was not ${withdraws ? 'taken back' : 'sent'}. ${error.message}`)
  }
}

/** The chip as it will be; the server's own takes its place. */
function show(after, emoji) {
  const chip = after.querySelector('.reactions') ?? after.insertBefore(fresh(after), after.firstChild)
  count(chip, after.dataset.ours, -1)
  count(chip, emoji, 1)
  after.dataset.ours = emoji
  if (!chip.querySelector('.reactions__emoji')) chip.remove()
}

function count(chip, emoji, by) {
  if (!emoji) return
  const before = [...chip.querySelectorAll('.reactions__emoji')].find(one => one.textContent === emoji)
  const one = before ?? Object.assign(document.createElement('span'), { className: 'reactions__emoji', textContent: emoji })
  if (!before) chip.prepend(one)
  const times = Number(one.dataset.times ?? 0) + by
  one.dataset.times = String(times)
  if (times <= 0) one.remove()
  const total = [...chip.querySelectorAll('.reactions__emoji')].reduce((sum, other) => sum + Number(other.dataset.times), 0)
  const number = chip.querySelector('.reactions__count') ?? chip.appendChild(Object.assign(document.createElement('span'), { className: 'reactions__count' }))
  number.textContent = total > 1 ? String(total) : ''
}

function fresh(after) {
  return Object.assign(document.createElement('button'), { className: 'reactions', type: 'button', id: after.id.replace('aftermath', 'chip') })
}

picker?.addEventListener('click', event => {
  const button = event.target.closest('[data-emoji]')
  if (button) choose(button.dataset.emoji)
})

picker?.querySelector('form').addEventListener('submit', event => {
  event.preventDefault()
  const emoji = event.target.elements.emoji.value.trim()
  if (/^\p{RGI_Emoji}$/v.test(emoji)) choose(emoji)
  else toast('One emoji, please.')
})

function choose(emoji) {
  picker.hidePopover()
  chosen.focus({ preventScroll: true })
  react(chosen, emoji)
}

document.addEventListener('click', event => {
  const own = event.target.closest('[data-withdraw]')
  if (!own) return
  const message = own.closest('.message')
  own.closest('[popover]').hidePopover()
  react(message, message.querySelector('.aftermath').dataset.ours)
})
