// Voice messages that were not sent when their conversation was left: they wait there, in memory.
const waiting = new Map()
const running = new Set()

/** What waits in a conversation; whoever takes it has it. */
export function takeRecording(conversation) {
  const one = waiting.get(conversation)
  waiting.delete(conversation)
  return one
}

export function keepRecording(conversation, recording) {
  waiting.set(conversation, recording)
}

/** What is being recorded now would be lost with the page. */
export const mark = recorder => running.add(recorder)

export const unmark = recorder => running.delete(recorder)

window.addEventListener('beforeunload', event => {
  if (waiting.size + running.size > 0) event.preventDefault()
})
