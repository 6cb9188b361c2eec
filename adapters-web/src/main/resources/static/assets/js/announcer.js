// Says new messages to a screen reader, politely; many at once are summed up.
const PAUSE = 800
let waiting = []
let timer

export function announce(text) {
  waiting.push(text)
  timer ??= setTimeout(say, PAUSE)
}

function say() {
  const announcer = document.getElementById('announcer')
  if (announcer) announcer.textContent = waiting.length > 2 ? `${waiting.length} new messages` : waiting.join('. ')
  waiting = []
  timer = undefined
}
