// How long the customer may still be answered in free text, in words.
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const CLOSING = 30 * MINUTE

export function replyWindow(until, now = Date.now()) {
  if (until === '') {
    return {
      state: 'waiting',
      label: 'has not written yet',
      reason: 'The customer has not written yet. Until they do, WhatsApp lets a business write to them with a template.'
    }
  }
  const left = Number(until) - now
  if (left <= 0) {
    return {
      state: 'closed',
      label: '24-hour window closed',
      reason: 'The 24-hour window is closed: the customer last wrote more than 24 hours ago. Send a template, or wait until they write.'
    }
  }
  const minutes = Math.max(1, Math.floor((left % HOUR) / MINUTE))
  const words = left >= HOUR ? `${Math.floor(left / HOUR)} h ${minutes} min` : `${minutes} min`
  return { state: left < CLOSING ? 'closing' : 'open', label: `can reply for ${words}`, reason: null }
}
