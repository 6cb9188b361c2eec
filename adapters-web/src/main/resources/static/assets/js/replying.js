// Which message is replied to: its quote over the message field, and over the bubble of the reply until the server shows it.
export function quoteOf(message, thread) {
  const ours = message.classList.contains('message--ours')
  const sender = message.querySelector('.bubble__sender')?.textContent
  return {
    id: message.id.replace('message-', ''),
    side: ours ? 'ours' : 'theirs',
    author: ours ? 'You' : (sender ?? thread.dataset.title),
    words: wordsOf(message).slice(0, 200)
  }
}

export const wordsOf = message =>
  message.querySelector('[data-says]')?.textContent.replace(/\s+/g, ' ').trim() || 'Message'

export function fillQuote(quote, { id, side, author, words }) {
  quote.className = `quote quote--${side}`
  if (quote.matches('a')) quote.href = `#message-${id}`
  quote.querySelector('.quote__author').textContent = author
  quote.querySelector('.quote__text').textContent = words
}
