// The microphone beside the message field, where the arrow is once something is written.
import './voice-recorder.js'

document.addEventListener('click', event => {
  event.target.closest('[data-record]')?.closest('message-composer').querySelector('voice-recorder').begin()
})
