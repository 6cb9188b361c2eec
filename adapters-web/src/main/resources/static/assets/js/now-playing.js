// One voice message after the other, as they stand in the thread; and what plays on elsewhere can be stopped from anywhere.
import { changes, current, isPlaying, pause, play, stop } from './playback.js'

const bar = document.getElementById('now-playing')
const playerOf = sound => document.querySelector(`voice-player[data-sound="${CSS.escape(sound)}"]`)

changes.addEventListener('finished', event => {
  const players = [...document.querySelectorAll('.messages voice-player')]
  const finished = players.findIndex(player => player.sound === event.detail)
  const next = players[finished + 1]
  if (finished >= 0 && players[finished].dataset.voice && next?.dataset.voice) next.toggle()
  else if (!playerOf(event.detail)) stop()
})

function show() {
  if (!bar) return
  const sound = current()
  if (sound && playerOf(sound)) bar.dataset.title = document.querySelector('chat-thread')?.dataset.title ?? ''
  bar.hidden = !sound || playerOf(sound) !== null
  bar.querySelector('[data-playing-title]').textContent = bar.dataset.title ?? ''
  bar.toggleAttribute('data-playing', isPlaying())
  bar.querySelector('[data-playing-toggle]').setAttribute('aria-label', isPlaying() ? 'Pause' : 'Play')
}

changes.addEventListener('change', show)
document.addEventListener('pane-changed', show)

bar?.addEventListener('click', event => {
  if (event.target.closest('[data-playing-toggle]')) isPlaying() ? pause() : play(current())
  if (event.target.closest('[data-playing-stop]')) stop()
})
