// What administrators must not miss, above the page: looked for again now and then, and gone once one of them has seen it.
import { fragment, send } from './http.js'
import { localise } from './local-times.js'
import { toast } from './toast.js'

const MINUTE = 60 * 1000
const banner = document.getElementById('alarm-banner')

async function refresh() {
  if (document.hidden) return
  try {
    const fresh = await fragment(banner.dataset.address)
    const now = fresh.querySelector('form')?.getAttribute('action')
    if (now !== banner.querySelector('form')?.getAttribute('action') || fresh.textContent !== banner.textContent) {
      banner.replaceChildren(fresh)
    }
  } catch {
    // The next look may succeed; the rest of the page tells when the connection is gone.
  }
}

if (banner?.dataset.address) {
  setInterval(refresh, MINUTE)
  document.addEventListener('visibilitychange', refresh)
}

document.addEventListener('submit', async event => {
  const form = event.target
  if (!form.matches('form[data-seen]')) return
  event.preventDefault()
  const action = form.getAttribute('action')
  try {
    await send('POST', action)
    for (const same of document.querySelectorAll('form[data-seen]')) {
      if (same.getAttribute('action') === action) same.remove()
    }
    await refresh()
  } catch (error) {
    toast(error.message)
  }
})

for (const page of document.querySelectorAll('.admin')) localise(page)
