// Records a voice message in place of the message field: pause and go on, listen, throw away, send.
import { announce } from './announcer.js'
import { keepRecording, mark, takeRecording, unmark } from './kept-recordings.js'
import { Listening } from './listening.js'
import { Recording } from './recording.js'
import { RecordingWatch } from './recording-watch.js'
import { toast } from './toast.js'
import { voiceMessage } from './voice-message.js'

export class VoiceRecorder extends HTMLElement {
  connectedCallback() {
    this.composer = this.closest('message-composer')
    this.watch = new RecordingWatch(this.part('level'), this.part('time'), () => this.#changed())
    this.listening = new Listening(this.part('listen'), this.part('time'))
    const acts = { bin: () => this.leave(), pause: () => this.#toggle(), resume: () => this.#toggle(), send: () => this.#send() }
    for (const [name, act] of Object.entries(acts)) this.part(name).addEventListener('click', act)
    this.addEventListener('keydown', event => event.key === 'Escape' && event.stopPropagation())
    const kept = takeRecording(this.composer.dataset.conversation)
    if (kept) this.#show(kept)
  }

  disconnectedCallback() {
    const { recording } = this
    if (!recording) return
    keepRecording(this.composer.dataset.conversation, recording)
    this.#hide()
    recording.end()
    toast('The voice message is not lost: it waits in its conversation.')
  }

  part(name) { return this.querySelector(`[data-record-${name}]`) }

  async begin() {
    if (this.recording) return
    try {
      const recording = await Recording.begin()
      if (this.recording || !this.isConnected) return recording.end()
      this.#show(recording)
      announce('Recording')
      this.part('send').focus()
    } catch (error) {
      toast(error.message)
    }
  }

  /** Back to the field; what was recorded is gone. */
  leave() {
    this.recording.end()
    this.#hide()
    this.composer.text.focus()
  }

  #show(recording) {
    this.recording = recording
    this.hidden = false
    this.composer.setAttribute('data-recording', '')
    mark(this)
    this.watch.begin(recording)
    this.#changed()
  }

  #hide() {
    this.watch.stop()
    this.listening.stop()
    unmark(this)
    this.recording = null
    this.hidden = true
    this.composer.removeAttribute('data-recording')
  }

  #toggle() {
    const { recording } = this
    if (recording.isRunning) recording.pause()
    else recording.resume()
    this.#changed()
    this.part(recording.isRunning ? 'pause' : 'resume').focus()
  }

  async #changed() {
    const { isOver, isRunning, seconds } = this.recording
    this.dataset.state = isRunning ? 'running' : 'paused'
    this.part('pause').hidden = !isRunning
    this.part('resume').hidden = isRunning || isOver
    this.part('listen').hidden = isRunning
    this.listening.of(isRunning ? null : await this.recording.soFar(), seconds)
  }

  async #send() {
    const { recording, composer } = this
    if (composer.closedReason) return toast(composer.closedReason)
    const blob = await recording.end()
    this.#hide()
    composer.send(voiceMessage(blob, recording.seconds), { blob, url: URL.createObjectURL(blob) })
  }
}

customElements.define('voice-recorder', VoiceRecorder)
