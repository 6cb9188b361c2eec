// A click on a quote shows the message it quotes; the thread goes there, however far up it is.
import { thread } from './chat-thread.js'
import { toast } from './toast.js'

document.addEventListener('click', event => {
  const quote = event.target.closest('a.quote[href]')
  if (!quote) return
  event.preventDefault()
  showMessage(quote.hash.replace('#message-', ''))
})

/** Goes to a message of the open conversation. */
export async function showMessage(id) {
  try {
    const loaded = document.getElementById(`message-${id}`)
    const message = loaded ?? (await fetched(id))
    if (message) reveal(message, loaded !== null && !thread().newer.mark)
  } catch (error) {
    toast(error.message)
  }
}

async function fetched(id) {
  await thread().goTo(id)
  return document.getElementById(`message-${id}`)
}

/** Gliding there is for what stands still: nothing is loaded on the way. */
function reveal(message, mayGlide) {
  const near = Math.abs(message.getBoundingClientRect().top) < 3 * innerHeight
  message.scrollIntoView({ block: 'center', behavior: mayGlide && near ? 'smooth' : 'instant' })
  message.focus({ preventScroll: true })
  message.classList.remove('message--found')
  void message.offsetWidth
  message.classList.add('message--found')
  message.addEventListener('animationend', () => message.classList.remove('message--found'), { once: true })
}
