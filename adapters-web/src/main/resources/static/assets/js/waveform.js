// The shape of a sound as bars: computed here from the sound itself, once, when it comes into view.
import { addressOf } from './media-addresses.js'

const BARS = 64
const HEIGHT = 28
const STEP = 3
const LEAST = 0.08
const RATE = 8000
const LARGEST = 4_000_000
const shapes = new Map()

/** Heights between 0 and 1; the same for all until they are known. */
export const FLAT = Array(BARS).fill(LEAST)
const UNKNOWN = { bars: FLAT, seconds: 0 }

/** The bars of a sound, and how long it is. */
export function shapeOf(sound) {
  if (!shapes.has(sound)) shapes.set(sound, compute(sound).catch(() => UNKNOWN))
  return shapes.get(sound)
}

async function compute(sound) {
  const response = await fetch(await addressOf(sound, 'original'), { credentials: 'same-origin' })
  if (!response.ok || Number(response.headers.get('Content-Length')) > LARGEST) {
    response.body?.cancel()
    return UNKNOWN
  }
  const decoded = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await response.arrayBuffer())
  return { bars: peaks(decoded.getChannelData(0)), seconds: decoded.duration }
}

function peaks(samples) {
  const size = Math.max(1, Math.floor(samples.length / BARS))
  const loud = FLAT.map((_, bar) => {
    let sum = 0
    for (let at = bar * size; at < (bar + 1) * size; at++) sum += (samples[at] ?? 0) ** 2
    return Math.sqrt(sum / size)
  })
  const loudest = Math.max(...loud, 0.001)
  return loud.map(one => Math.max(LEAST, one / loudest))
}

/** The bars as a path in a box of 192 by 28. */
export const pathOf = bars =>
  bars.map((height, bar) => `M${bar * STEP + STEP / 2} ${(HEIGHT - height * HEIGHT) / 2 + 1}v${Math.max(1, height * HEIGHT - 2)}`).join('')
