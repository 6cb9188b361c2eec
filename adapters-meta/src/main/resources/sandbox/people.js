// Who one can be: the customers with their last message and what they have not read, and a sheet to add one.
import { ask } from './ask.js'
import { choose } from './phone.js'

const list = document.getElementById('people')
const sheet = document.getElementById('sheet')
const form = document.getElementById('newcomer')
const error = document.getElementById('newcomer-error')

export function showPeople(customers, current) {
  for (const one of customers) {
    const item = document.getElementById(`person-${one.id}`) ?? make(one)
    item.querySelector('.person__last bdi').textContent = one.last ? one.last.text : address(one)
    const unread = item.querySelector('.person__unread')
    unread.textContent = one.unread || ''
    unread.hidden = !one.unread || one.id === current
    const button = item.querySelector('.person__choose')
    if (one.id === current) button.setAttribute('aria-current', 'true')
    else button.removeAttribute('aria-current')
    if (one.id === current) {
      document.getElementById('me').textContent = initials(one.name)
      document.getElementById('me').className = `chat-bar__me ${colour(one.id)}`
      document.getElementById('me').title = `You are ${one.name}, ${address(one)}`
      document.title = `${one.name} · Simulated phone · ChatSphere sandbox`
    }
  }
}

function make(one) {
  const item = document.createElement('li')
  item.className = 'person'
  item.id = `person-${one.id}`
  item.innerHTML = `
    <button class="person__choose" type="button">
      <span class="avatar" aria-hidden="true"></span>
      <span class="person__words"><span class="person__name"><bdi></bdi></span><span class="person__last"><bdi></bdi></span></span>
      <span class="person__unread" hidden></span>
    </button>
    <a class="person__window" target="_blank" rel="noopener"><svg class="icon"><use href="#window"/></svg></a>`
  item.querySelector('.avatar').classList.add(colour(one.id))
  item.querySelector('.avatar').textContent = initials(one.name)
  item.querySelector('.person__name bdi').textContent = one.name
  item.querySelector('.person__choose').title = address(one)
  item.querySelector('.person__choose').addEventListener('click', () => choose(one.id))
  const link = item.querySelector('.person__window')
  link.href = `/sandbox?customer=${encodeURIComponent(one.id)}`
  link.setAttribute('aria-label', `Open ${one.name} in a new window`)
  link.title = 'Open in a new window'
  list.append(item)
  return item
}

const address = one => [one.phone && `+${one.phone}`, one.username && `@${one.username}`].filter(Boolean).join(' · ')
const initials = name => name.split(/\s+/).slice(0, 2).map(word => [...word][0] ?? '').join('').toUpperCase()
const colour = id => `hue-${[...id].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6}`

document.getElementById('add').addEventListener('click', () => {
  form.reset()
  error.textContent = ''
  sheet.showModal()
})
document.getElementById('cancel').addEventListener('click', () => sheet.close())
form.addEventListener('submit', async event => {
  event.preventDefault()
  try {
    const answer = await fetch('/sandbox/api/customers', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(new FormData(form))),
    })
    const result = await answer.json()
    if (!answer.ok) {
      error.textContent = result.error
      return
    }
    sheet.close()
    choose(result.id)
  } catch {
    error.textContent = 'The sandbox cannot be reached.'
  }
})
