// Follows the phones' state with one waiting request at a time, and hands it to the parts of the page.
import { clearChat, showChat } from './chat.js'
import { showPeople } from './people.js'
import { showPerson } from './person.js'
import { showWeather } from './weather.js'
import './attaching.js'
import './templates.js'

const page = crypto.randomUUID?.() ?? String(Math.random()).slice(2)
const state = document.getElementById('state')
const restingState = state.textContent
let current = new URLSearchParams(location.search).get('customer')
let version = 0
let waiting = new AbortController()

export const customer = () => current

export function choose(id) {
  if (id === current) return
  current = id
  clearChat()
  history.replaceState(null, '', `?customer=${encodeURIComponent(id)}`)
  refresh()
}

/** Asks anew at once, for example because another chat is shown now. */
export function refresh() {
  version = 0
  waiting.abort()
}

const isSeen = () => document.visibilityState === 'visible'

async function ask() {
  waiting = new AbortController()
  const query = new URLSearchParams({ page, after: version, seen: isSeen(), customer: current ?? '' })
  const answer = await fetch(`/sandbox/api/phones?${query}`, { signal: waiting.signal, headers: { Accept: 'application/json' } })
  if (answer.redirected || answer.status === 401 || answer.status === 403) return location.reload()
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  return answer.json()
}

async function follow() {
  for (let failures = 0; ;) {
    try {
      const phones = await ask()
      if (!phones) return
      failures = 0
      state.textContent = restingState
      if (!phones.customers.some(one => one.id === current)) {
        choose(phones.customers[0].id)
        continue
      }
      version = phones.version
      showPeople(phones.customers, current)
      showPerson(phones.customers.find(one => one.id === current))
      showWeather(phones.weather, phones.waiting)
      showChat(current, phones.bubbles, phones.typingUntil)
    } catch (error) {
      if (error.name === 'AbortError') continue
      failures++
      state.textContent = 'Connecting…'
      await new Promise(resolve => setTimeout(resolve, Math.min(5000, 300 * 2 ** failures) * Math.random() + 200))
    }
  }
}

function tellTime() {
  document.getElementById('clock-face').textContent = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
}

document.addEventListener('visibilitychange', refresh)
window.addEventListener('pagehide', () => fetch(`/sandbox/api/pages/${page}`, { method: 'DELETE', keepalive: true }))
document.getElementById('controls-open').addEventListener('click', () => document.body.classList.toggle('controls-shown'))
tellTime()
setInterval(tellTime, 5000)
follow()
