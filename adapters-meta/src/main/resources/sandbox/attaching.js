// The sheet behind the plus: samples and files to send, and how the next message comes.
import { button, element, symbol } from './element.js'
import { CONTENTS, FILES } from './samples.js'
import { closeSheet, openSheet } from './sheets.js'
import { comeBy, sendContent, sendFile } from './writing.js'

const picker = document.getElementById('file')
const VOICE_TYPES = ['audio/ogg', 'audio/opus']

function tile(icon, label, doing) {
  const node = button('tiles__one', '', () => { closeSheet('attach'); doing() })
  node.append(symbol(icon), label)
  return node
}

function open() {
  const samples = element('div', 'tiles')
  samples.append(...FILES.map(([name, icon, label]) => tile(icon, label, () => sendFile({ sample: name }))))
  const others = element('div', 'tiles')
  others.append(...CONTENTS.map(([icon, label, content]) => tile(icon, label, () => sendContent(content))))
  others.append(tile('clip', 'My file…', () => picker.click()))
  const ways = element('div', 'tiles')
  ways.append(
    tile('forward', 'Forwarded', () => comeBy('forwarded')),
    tile('forward', 'Many times', () => comeBy('frequently_forwarded')),
    tile('window', 'From an ad', () => comeBy('ad')))
  openSheet('attach',
    element('h2', 'sheet__title', 'Send'), samples, others,
    element('h3', 'sheet__subtitle', 'The next message comes…'), ways)
}

document.getElementById('attach-open').addEventListener('click', open)
picker.addEventListener('change', () => {
  const file = picker.files[0]
  picker.value = ''
  if (!file) return
  const query = { filename: file.name, type: file.type || 'application/octet-stream' }
  if (VOICE_TYPES.includes(file.type)) query.voice = 'true'
  sendFile(query, new Blob([file]))
})
