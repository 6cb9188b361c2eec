// A click on a quote shows the message it quotes, if it is loaded.
document.addEventListener('click', event => {
  const quote = event.target.closest('a.quote[href]')
  if (!quote) return
  event.preventDefault()
  const message = document.getElementById(quote.hash.slice(1))
  if (!message) return
  message.scrollIntoView({ block: 'center', behavior: 'smooth' })
  message.classList.add('message--found')
  message.addEventListener('animationend', () => message.classList.remove('message--found'), { once: true })
})
