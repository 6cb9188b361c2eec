// Shows how long and how loud a recording is while it runs, and ends it where WhatsApp would not take more.
import { clock } from './clock-words.js'
import { mostOf } from './file-rules.js'
import { LevelMeter } from './level-meter.js'
import { toast } from './toast.js'

const LONGEST = 30 * 60
const ROOM_LEFT = 65_536
const LOOK_EVERY = 80

export class RecordingWatch {
  constructor(canvas, time, ended) {
    this.meter = new LevelMeter(canvas)
    this.time = time
    this.ended = ended
  }

  begin(recording) {
    this.recording = recording
    this.time.textContent = clock(recording.seconds)
    this.looking = setInterval(() => this.#look(), LOOK_EVERY)
  }

  stop() {
    clearInterval(this.looking)
    this.meter.clear()
  }

  #look() {
    const { recording } = this
    if (!recording.isRunning) return
    this.meter.add(recording.level)
    this.time.textContent = clock(recording.seconds)
    if (recording.seconds < LONGEST && recording.bytes < mostOf('voice_note') - ROOM_LEFT) return
    recording.end().then(this.ended)
    toast('A voice message lasts 30 minutes at most. Send this one, and record another.')
  }
}
