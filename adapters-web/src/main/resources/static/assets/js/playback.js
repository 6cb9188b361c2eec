// What is being listened to: one sound at a time. It goes on when its bubble is rendered anew, scrolled away or left behind.
import { addressOf } from './media-addresses.js'

const SPEEDS = [1, 1.5, 2]
const SPEED = 'voice-speed'
const audio = new Audio()
audio.preload = 'auto'

/** Tells players that something about what plays has changed. */
export const changes = new EventTarget()

const state = { sound: null, trouble: null, renewed: false }
const tell = () => changes.dispatchEvent(new Event('change'))

export const isCurrent = sound => state.sound === sound
export const isPlaying = () => !audio.paused && !audio.ended
export const troubleOf = sound => (state.sound === sound ? state.trouble : null)
export const position = () => audio.currentTime
export const duration = () => (Number.isFinite(audio.duration) ? audio.duration : 0)
export const current = () => state.sound

export const speed = () => (SPEEDS.includes(Number(localStorage.getItem(SPEED))) ? Number(localStorage.getItem(SPEED)) : 1)

export function nextSpeed() {
  localStorage.setItem(SPEED, SPEEDS[(SPEEDS.indexOf(speed()) + 1) % SPEEDS.length])
  audio.playbackRate = speed()
  tell()
}

/** Plays a sound from a place in seconds; null goes on where it stopped. */
export async function play(sound, from = null) {
  const isOther = state.sound !== sound
  try {
    if (isOther) await load(sound)
    if (state.sound !== sound) return
    if (from !== null) audio.currentTime = from
    await audio.play()
  } catch (error) {
    if (error.name !== 'AbortError' && state.sound === sound) state.trouble = 'This browser cannot play it. Download it to hear it.'
  }
  tell()
}

export function pause() {
  audio.pause()
}

export function seek(seconds) {
  audio.currentTime = seconds
  tell()
}

export function stop() {
  audio.pause()
  state.sound = null
  tell()
}

async function load(sound, fresh = false) {
  audio.pause()
  Object.assign(state, { sound, trouble: null, renewed: fresh })
  tell()
  const url = await addressOf(sound, 'original', fresh)
  if (state.sound !== sound) return
  audio.src = url
  audio.playbackRate = audio.defaultPlaybackRate = speed()
}

audio.addEventListener('error', async () => {
  if (!state.sound || state.renewed || !audio.currentSrc) return
  const { currentTime } = audio
  const { sound } = state
  await load(sound, true)
  play(sound, currentTime)
})

for (const event of ['play', 'pause', 'timeupdate', 'durationchange', 'ended', 'seeked', 'waiting']) audio.addEventListener(event, tell)

audio.addEventListener('ended', () => changes.dispatchEvent(new CustomEvent('finished', { detail: state.sound })))
audio.addEventListener('play', () => {
  for (const video of document.querySelectorAll('video')) if (!video.muted) video.pause()
})

document.addEventListener('play', event => event.target.matches('video') && !event.target.muted && pause(), true)
