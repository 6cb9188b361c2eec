// A short message at the bottom edge that goes away by itself.
const SHOWN_FOR = 6000

export function toast(text) {
  const element = document.createElement('p')
  element.className = 'toast'
  element.textContent = text
  document.getElementById('toasts')?.append(element)
  setTimeout(() => element.remove(), SHOWN_FOR)
}
