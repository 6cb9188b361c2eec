// Videos play where they stand in the thread; how long one is stands on it as soon as that is known.
import { addressOf } from './media-addresses.js'
import { toast } from './toast.js'

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-play]')
  if (!button) return
  const frame = button.closest('.frame')
  const video = frame.querySelector('video') ?? frame.insertBefore(document.createElement('video'), frame.firstChild)
  video.className = 'frame__picture'
  frame.closest('.media').dataset.playing = 'true'
  frame.dataset.playing = 'true'
  try {
    if (!video.src) video.src = await addressOf(button.dataset.play, 'original')
    video.removeAttribute('aria-hidden')
    video.tabIndex = 0
    Object.assign(video, { muted: false, controls: true, playsInline: true })
    video.focus({ preventScroll: true })
    await video.play()
  } catch (error) {
    if (error.name !== 'AbortError') toast('This video cannot be played here. Download it to see it.')
  }
})

// Whatever begins to play silences the rest.
document.addEventListener('play', event => {
  for (const other of document.querySelectorAll('video')) if (other !== event.target && !other.muted) other.pause()
}, true)

document.addEventListener('loadedmetadata', event => {
  const length = event.target.parentElement?.querySelector?.('[data-length]')
  if (length && !length.textContent && Number.isFinite(event.target.duration)) length.textContent = clock(event.target.duration)
}, true)

export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), String(whole % 60).padStart(2, '0')]
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}
