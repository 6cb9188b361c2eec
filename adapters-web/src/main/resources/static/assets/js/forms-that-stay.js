// Forms whose content must not get lost: what is refused is said beside it, and only what is carried out leads on.
import { send } from './http.js'

document.addEventListener('submit', async event => {
  const form = event.target
  if (!form.matches('form[data-stays]')) return
  event.preventDefault()
  const button = form.querySelector('.button--primary')
  const notice = form.querySelector('[data-error]')
  button.disabled = true
  notice.hidden = true
  try {
    const response = await send('POST', form.getAttribute('action'), new FormData(form))
    location.assign(response.headers.get('Location'))
  } catch (error) {
    notice.textContent = error.message
    notice.hidden = false
    button.disabled = false
  }
})

// Whatever takes a while is asked for once.
document.addEventListener('submit', event => {
  if (!event.target.matches('form[data-busy]')) return
  const button = event.target.querySelector('button')
  setTimeout(() => (button.disabled = true))
  window.addEventListener('pageshow', () => (button.disabled = false), { once: true })
})

// Filters apply as soon as they are chosen.
document.addEventListener('change', event => {
  if (event.target.matches('form[data-finder] select')) event.target.form.requestSubmit()
})
