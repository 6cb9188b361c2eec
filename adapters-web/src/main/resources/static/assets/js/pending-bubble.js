// The bubble of a message that waits to be sent, or could not be.
import { clockTime } from './local-times.js'
import { isLost } from './outgoing-files.js'
import { fileContent } from './pending-file.js'
import { showProgress } from './progress-ring.js'
import { fillQuote } from './replying.js'
import { shown } from './wish-bubble.js'

export function pendingBubble(parcel, id) {
  const element = document.getElementById('pending-message').content.firstElementChild.cloneNode(true)
  element.id = id
  element.dataset.at = String(parcel.at)
  element.dataset.sort = `99${String(parcel.at).padStart(26, '0')}`
  const { content, taps } = parcel.wish.file ? { content: fileContent(parcel) } : shown(parcel.wish)
  element.querySelector('[data-content]').replaceWith(content)
  if (taps) element.querySelector('.meta').after(taps)
  const quote = element.querySelector('.quote')
  if (parcel.reply) fillQuote(quote, parcel.reply)
  else quote.remove()
  const time = element.querySelector('time')
  time.dateTime = new Date(parcel.at).toISOString()
  time.textContent = clockTime(parcel.at)
  showState(element, parcel)
  return element
}

export function showState(element, parcel) {
  if (!element?.classList.contains('message--pending')) return
  const { failure, wish } = parcel
  const failed = failure !== null
  if (wish.file) showProgress(element, failed || wish.file.id ? null : 0)
  element.querySelector('[data-retry]').textContent = isLost(parcel) ? 'Choose it again' : 'Retry'
  element.querySelector('[data-rewrite]').hidden = isLost(parcel) || wish.file?.kind === 'voice_note'
  element.querySelector('.trouble').hidden = !failed
  element.querySelector('[data-reason]').textContent = failure?.reason ?? ''
  element.querySelector('.tick').setAttribute('class', `tick tick--${failed ? 'failed' : 'waiting'}`)
  element.querySelector('.tick use').setAttribute('href', failed ? '#icon-circle-alert' : '#icon-clock')
  element.querySelector('.meta .for-screen-reader').textContent = failed ? 'Not sent' : 'Waiting to be sent'
}
