// The customer writes: Enter sends, Shift+Enter breaks the line, and what could not be sent stays in the box.
import { ask, askAs } from './ask.js'
import { customer, refresh } from './phone.js'

const form = document.getElementById('writing')
const text = document.getElementById('text')
const strip = document.getElementById('strip')
const stripText = document.getElementById('strip-text')
const WAYS = { forwarded: 'The next message is forwarded', frequently_forwarded: 'The next message is forwarded many times', ad: 'The next message comes from your ad' }
let next = {}

const fit = () => { text.rows = Math.min(5, text.value.split('\n').length) }

function become(other, label) {
  next = other
  strip.hidden = !label
  stripText.textContent = label ?? ''
}

export function replyTo(bubble) {
  become({ replyTo: bubble.wamid }, `Reply to: ${bubble.text}`)
  text.focus()
}

export function edit(bubble) {
  become({ editing: bubble.wamid }, 'Edit message')
  text.value = bubble.content.caption ?? bubble.content.body ?? ''
  fit()
  text.focus()
}

/** How the next message comes: forwarded, or from an ad. */
export function comeBy(way) {
  become(way === 'ad' ? { fromAd: true } : { forwarded: way }, WAYS[way])
  text.focus()
}

/** Sends something other than text, as an answer if one was begun. */
export async function sendContent(content) {
  const { editing, ...manners } = next
  become({})
  return askAs(customer(), 'messages', { content, ...manners })
}

export async function sendFile(query, file) {
  const params = new URLSearchParams(query)
  if (next.replyTo) params.set('replyTo', next.replyTo)
  if (text.value.trim()) params.set('caption', text.value.trim())
  const sent = await ask('POST', `customers/${encodeURIComponent(customer())}/files?${params}`, file)
  if (!sent) return
  become({})
  text.value = ''
  fit()
}

document.getElementById('strip-close').addEventListener('click', () => {
  if (next.editing) text.value = ''
  become({})
  fit()
})
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
  const was = { ...next, label: stripText.textContent }
  const writer = customer()
  if (!words.trim() || !writer) return
  text.value = ''
  fit()
  become({})
  const { label, editing, ...manners } = was
  const sent = editing ? await askAs(writer, 'edits', { wamid: editing, text: words }) : await askAs(writer, 'messages', { text: words, ...manners })
  if (!sent) {
    text.value = words + (text.value ? `\n${text.value}` : '')
    become({ editing, ...manners }, label)
    fit()
    refresh()
  } else if (!editing) {
    document.getElementById('chat').scrollTop = document.getElementById('chat').scrollHeight
  }
  text.focus()
})
