// Shows administrators on every page that something about Meta's deliveries should be looked at.
import { fragment } from './http.js'

const EVERY = 30_000
const ADDRESS = '/admin/webhooks'

async function look() {
  const dots = document.querySelectorAll(`[data-attention=""], [data-attention="${ADDRESS}"]`)
  if (dots.length === 0 || document.hidden) return
  try {
    const alarms = await fragment(`${ADDRESS}/alarms`)
    const isOn = alarms.querySelector('.webhook-alarm') !== null
    for (const dot of dots) dot.hidden = !isOn
  } catch {
    // what was seen before stays
  }
}

setInterval(look, EVERY)
