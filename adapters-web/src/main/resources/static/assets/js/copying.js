// Puts something on the clipboard: the text of an element, or what an address answers.
import { request } from './http.js'
import { toast } from './toast.js'

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copies], [data-copies-from]')
  if (!button) return
  try {
    const text = button.dataset.copies
      ? document.getElementById(button.dataset.copies).textContent
      : await (await request(button.dataset.copiesFrom)).text()
    await navigator.clipboard.writeText(text)
    toast('Copied.')
  } catch (error) {
    toast(error.status ? error.message : 'This browser does not allow copying here.')
  }
})
