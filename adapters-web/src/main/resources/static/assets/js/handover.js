// Says that nobody needs to attend to the open conversation any more; an answer says so by itself.
import { send } from './http.js'
import { toast } from './toast.js'

document.addEventListener('submit', async event => {
  const form = event.target
  if (form.closest('message-composer')) document.querySelector('form[data-handover]')?.remove()
  if (!form.matches('form[data-handover]')) return
  event.preventDefault()
  try {
    await send('POST', form.getAttribute('action'))
    form.remove()
  } catch (error) {
    toast(error.message)
  }
})
