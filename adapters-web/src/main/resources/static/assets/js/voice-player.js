// A voice message or a sound in the thread: play, seek, speed. What plays is kept elsewhere, so that it survives its bubble.
import { changes, duration, isCurrent, isPlaying, nextSpeed, pause, play, position, seek, speed, troubleOf } from './playback.js'
import { dragging } from './dragging.js'
import { isPlayed, markPlayed } from './played.js'
import { clock } from './video-frames.js'
import { FLAT, pathOf, shapeOf } from './waveform.js'

const STEPS = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 15, PageDown: -15 }
const near = new IntersectionObserver(seen => {
  for (const { target, isIntersecting } of seen) if (isIntersecting) near.unobserve(target), target.draw()
}, { rootMargin: '200px' })

class VoicePlayer extends HTMLElement {
  connectedCallback() {
    this.track = this.querySelector('.voice__track')
    this.stopping?.abort()
    this.stopping = new AbortController()
    const { signal } = this.stopping
    changes.addEventListener('change', () => this.#show(), { signal })
    this.querySelector('[data-voice-toggle]').addEventListener('click', () => this.toggle(), { signal })
    this.querySelector('[data-voice-speed]').addEventListener('click', nextSpeed, { signal })
    dragging(this.track, share => this.#to(share * this.length), signal)
    this.track.addEventListener('keydown', event => this.#key(event), { signal })
    this.#paint(FLAT)
    near.observe(this)
    this.#show()
  }

  disconnectedCallback() {
    this.stopping.abort()
    near.unobserve(this)
  }

  get sound() { return this.dataset.sound }

  get length() { return (isCurrent(this.sound) && duration()) || Number(this.dataset.seconds ?? 0) || this.known || 0 }

  async draw() {
    const { bars, seconds } = await shapeOf(this.sound)
    this.known = seconds
    this.#paint(bars)
    this.#show()
  }

  toggle() {
    if (isCurrent(this.sound) && isPlaying()) return pause()
    markPlayed(this.sound)
    play(this.sound, isCurrent(this.sound) ? null : (this.begin ?? 0))
  }

  #to(seconds) {
    if (isCurrent(this.sound)) seek(seconds)
    else {
      this.begin = seconds
      this.#show()
    }
  }

  #key(event) {
    const now = isCurrent(this.sound) ? position() : (this.begin ?? 0)
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? this.length : now + (STEPS[event.key] ?? NaN)
    if (Number.isNaN(to)) return
    event.preventDefault()
    event.stopPropagation()
    this.#to(Math.max(0, Math.min(this.length, to)))
  }

  #paint(bars) {
    for (const path of this.querySelectorAll('.voice__wave path')) path.setAttribute('d', pathOf(bars))
  }

  #show() {
    const mine = isCurrent(this.sound)
    const at = mine ? position() : (this.begin ?? 0)
    const share = this.length ? Math.min(1, at / this.length) : 0
    this.toggleAttribute('data-playing', mine && isPlaying())
    this.toggleAttribute('data-begun', mine)
    this.style.setProperty('--done', `${share * 100}%`)
    this.querySelector('[data-voice-toggle]').setAttribute('aria-label', mine && isPlaying() ? 'Pause' : 'Play')
    const speedButton = this.querySelector('[data-voice-speed]')
    speedButton.textContent = `${speed()}×`
    speedButton.setAttribute('aria-label', `Speed ${speed()}×`)
    this.querySelector('.voice__time').textContent = clock(mine || at > 0 ? at : this.length)
    this.track.setAttribute('aria-valuemax', this.length.toFixed(1))
    this.track.setAttribute('aria-valuenow', at.toFixed(1))
    this.track.setAttribute('aria-valuetext', `${clock(at)} of ${clock(this.length)}`)
    this.querySelector('[data-unplayed]').hidden = !this.matches('[data-theirs][data-voice]') || isPlayed(this.sound)
    const trouble = troubleOf(this.sound)
    this.querySelector('[data-trouble]').hidden = !trouble
    this.querySelector('[data-trouble]').textContent = trouble ?? ''
  }
}

customElements.define('voice-player', VoicePlayer)
