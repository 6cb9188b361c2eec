// One recording from the microphone: Opus where the browser can, so that WhatsApp plays it as a voice message.
const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']
const BITS_PER_SECOND = 32_000
const PIECE = 1000

const WHY_NOT = {
  NotAllowedError: 'The browser may not use the microphone here. Allow it beside the address of this page, then try again.',
  NotFoundError: 'There is no microphone. Connect one, then try again.',
  NotReadableError: 'Another program uses the microphone. Close it there, then try again.'
}

export class Recording {
  #pieces = []
  #before = 0
  #since = performance.now()

  /** Begins at once; what is thrown says what a person can do about it. */
  static async begin() {
    if (!window.isSecureContext) throw new Error('Browsers record only on pages with https:// in their address.')
    const type = window.MediaRecorder && TYPES.find(one => MediaRecorder.isTypeSupported(one))
    if (!type || !navigator.mediaDevices) throw new Error('This browser cannot record sound.')
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } })
      return new Recording(stream, type)
    } catch (error) {
      throw new Error(WHY_NOT[error.name] ?? `The microphone does not work: ${error.message}`, { cause: error })
    }
  }

  constructor(stream, type) {
    this.type = type
    this.stream = stream
    this.recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND })
    this.recorder.addEventListener('dataavailable', event => this.#pieces.push(event.data))
    this.recorder.start(PIECE)
    this.ears = new AudioContext()
    this.analyser = this.ears.createAnalyser()
    this.wave = new Float32Array(this.analyser.fftSize)
    this.ears.createMediaStreamSource(stream).connect(this.analyser)
  }

  get isRunning() { return this.recorder.state === 'recording' }

  get isOver() { return this.recorder.state === 'inactive' }

  get seconds() { return (this.#before + (this.isRunning ? performance.now() - this.#since : 0)) / 1000 }

  get bytes() { return this.#pieces.reduce((sum, piece) => sum + piece.size, 0) }

  /** How loud it is now, from 0 to 1. */
  get level() {
    this.analyser.getFloatTimeDomainData(this.wave)
    return Math.min(1, Math.sqrt(this.wave.reduce((sum, one) => sum + one * one, 0) / this.wave.length) * 4)
  }

  pause() {
    if (!this.isRunning) return
    this.#before = this.seconds * 1000
    this.recorder.pause()
  }

  resume() {
    this.#since = performance.now()
    this.recorder.resume()
  }

  /** What has been recorded so far. */
  async soFar() {
    if (!this.isOver) await this.#after(() => this.recorder.requestData(), 'dataavailable')
    return new Blob(this.#pieces, { type: this.type })
  }

  /** Ends it, gives the microphone back, and answers with all of it. */
  async end() {
    this.pause()
    if (!this.isOver) await this.#after(() => this.recorder.stop(), 'stop')
    for (const track of this.stream.getTracks()) track.stop()
    if (this.ears.state !== 'closed') this.ears.close()
    return new Blob(this.#pieces, { type: this.type })
  }

  #after(act, event) {
    return new Promise(resolve => {
      this.recorder.addEventListener(event, resolve, { once: true })
      act()
    })
  }
}
