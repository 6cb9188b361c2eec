// Forms whose effect comes by the live feed: nothing is loaded, only a refusal is told.
import { send } from './http.js'
import { toast } from './toast.js'

document.addEventListener('submit', async event => {
  const form = event.target
  if (!form.matches('form[data-quiet]')) return
  event.preventDefault()
  const button = form.querySelector('button')
  button.disabled = true
  try {
    await send('POST', form.getAttribute('action'), new FormData(form))
    if (form.dataset.saved) toast(form.dataset.saved)
  } catch (error) {
    toast(error.message)
    button.disabled = false
  } finally {
    if (form.dataset.saved) button.disabled = false
  }
})
