// The customer writes: Enter sends, Shift+Enter breaks the line, and what could not be sent stays in the box.
import { customer, refresh } from './phone.js'

const form = document.getElementById('writing')
const text = document.getElementById('text')

function fit() {
  text.rows = Math.min(5, text.value.split('\n').length)
}

text.addEventListener('input', fit)
text.addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault()
    form.requestSubmit()
  }
})

form.addEventListener('submit', async event => {
  event.preventDefault()
  const words = text.value
  const writer = customer()
  if (!words.trim() || !writer) return
  text.value = ''
  fit()
  try {
    const answer = await fetch(`/sandbox/api/customers/${encodeURIComponent(writer)}/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: words }),
    })
    if (!answer.ok) throw new Error(`status ${answer.status}`)
    document.getElementById('chat').scrollTop = document.getElementById('chat').scrollHeight
  } catch {
    text.value = words + (text.value ? `\n${text.value}` : '')
    fit()
    refresh()
  }
  text.focus()
})
