// What is typed and not sent yet, kept over a reload of this tab, for this user alone; it goes with the tab or the login.
const key = name => `${document.querySelector('.inbox')?.dataset.viewer}:${name}`

if (!document.querySelector('.inbox, .admin')) sessionStorage.clear()

export function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(key(name)))
  } catch {
    return null
  }
}

/** Keeps it, or forgets what was kept when there is nothing. */
export function keep(name, value) {
  try {
    if (value === null || value === undefined) sessionStorage.removeItem(key(name))
    else sessionStorage.setItem(key(name), JSON.stringify(value))
  } catch {
    // There is no room: what is typed stays on the page as long as it is open.
  }
}
