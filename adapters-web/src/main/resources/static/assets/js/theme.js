// Light, dark or the system's colours, as chosen in the user menu; the cookie lets the server render them at once.
const YEAR = 365 * 24 * 3600

function choose(theme) {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`
  show()
}

function show() {
  const current = document.documentElement.dataset.theme ?? 'system'
  for (const button of document.querySelectorAll('[data-choose-theme]')) {
    button.setAttribute('aria-pressed', String(button.dataset.chooseTheme === current))
  }
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-choose-theme]')
  if (button) choose(button.dataset.chooseTheme)
})

show()
