// All ready messages in a window of their own: search, see how one reads in this conversation, insert or send it.
import { open } from './dialogs.js'
import { Listbox } from './listbox.js'
import { GAP, filled, offered } from './ready-messages.js'
import { toast } from './toast.js'

const panel = document.getElementById('ready-panel')
const part = name => panel.querySelector(`[data-ready-${name}]`)
const composer = () => document.querySelector('message-composer')

const listbox = panel && new Listbox(document.getElementById('ready-panel-list'), part('search'), {
  picked: (option, event) => event.detail > 1 && insert(),
  marked: show
})

function show(option) {
  for (const button of ['insert', 'send']) part(button).disabled = !option
  part('sample').hidden = !option
  if (option) part('text').textContent = filled(option.dataset.body, composer())
}

function filter() {
  const query = part('search').value
  const found = listbox.filter(query)
  part('none').hidden = found > 0
  part('none').textContent = query ? `No ready message fits “${query}”.` : 'There are no ready messages yet.'
}

function insert() {
  const text = part('text').textContent
  panel.close()
  composer().put(text)
}

function send() {
  const text = part('text').textContent
  if (GAP.test(text)) {
    insert()
    toast('Write what is still open, then send it.')
  } else {
    panel.close()
    composer().send(text)
  }
}

document.addEventListener('click', async event => {
  if (!event.target.closest('[data-ready-panel]')) return
  part('search').value = ''
  listbox.clear()
  open(panel.id)
  if (matchMedia('(pointer: fine)').matches) part('search').focus()
  try {
    await offered(listbox.list)
    filter()
  } catch (error) {
    panel.close()
    toast(error.message)
  }
})

panel?.addEventListener('keydown', event => {
  if (event.target !== part('search') || event.isComposing) return
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') listbox.step(event.key === 'ArrowDown' ? 1 : -1)
  else if (event.key === 'Enter' && listbox.active) insert()
  else return
  event.preventDefault()
})

panel?.addEventListener('input', filter)
if (panel) part('insert').addEventListener('click', insert)
if (panel) part('send').addEventListener('click', send)
