// Lets one hear what has been recorded before it is sent.
import { clock } from './clock-words.js'
import { toast } from './toast.js'

export class Listening {
  constructor(button, time) {
    this.button = button
    this.time = time
    this.sound = new Audio()
    button.addEventListener('click', () => (this.sound.paused ? this.#play() : this.sound.pause()))
    for (const event of ['play', 'pause', 'ended']) this.sound.addEventListener(event, () => this.#show())
    this.sound.addEventListener('timeupdate', () => !this.sound.paused && (time.textContent = clock(this.sound.currentTime)))
    this.sound.addEventListener('ended', () => (time.textContent = clock(this.seconds)))
  }

  /** What there is to hear, or nothing. */
  of(blob, seconds) {
    this.stop()
    this.seconds = seconds
    if (blob) this.sound.src = this.url = URL.createObjectURL(blob)
  }

  stop() {
    this.sound.pause()
    if (this.url) URL.revokeObjectURL(this.url)
    this.url = null
    this.sound.removeAttribute('src')
  }

  #play() {
    this.sound.play().catch(error => error.name !== 'AbortError' && toast('This browser cannot play what it has recorded. It can be sent all the same.'))
  }

  #show() {
    const plays = !this.sound.paused
    this.button.querySelector('use').setAttribute('href', plays ? '#icon-pause' : '#icon-play')
    this.button.querySelector('.for-screen-reader').textContent = plays ? 'Stop listening' : 'Listen to it'
  }
}
