// Long texts are folded; their button unfolds them, and so does whoever walks into them with the keyboard.
import { holdPlace } from './keep-place.js'

function fold(button, folded) {
  const text = button.parentElement.querySelector('.bubble__text--long')
  const scroller = button.closest('[data-scroller]')
  holdPlace(scroller, button.closest('.message'), () => {
    text.toggleAttribute('data-unfolded', !folded)
    button.setAttribute('aria-expanded', String(!folded))
  })
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-read-more]')
  if (button) fold(button, button.getAttribute('aria-expanded') === 'true')
})

document.addEventListener('focusin', event => {
  const text = event.target.closest('.bubble__text--long:not([data-unfolded])')
  if (text && event.target !== text) fold(text.parentElement.querySelector('[data-read-more]'), false)
})
