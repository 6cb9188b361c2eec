// Which voice messages this user has listened to in this browser; the server does not know.
const MOST = 2000
const key = () => `played:${document.querySelector('.inbox')?.dataset.viewer}`
let ids

function all() {
  try {
    ids ??= new Set(JSON.parse(localStorage.getItem(key())) ?? [])
  } catch {
    ids = new Set()
  }
  return ids
}

export const isPlayed = sound => all().has(sound)

export function markPlayed(sound) {
  if (all().has(sound)) return
  all().add(sound)
  try {
    localStorage.setItem(key(), JSON.stringify([...all()].slice(-MOST)))
  } catch {
    // There is no room: it is remembered as long as the page is open.
  }
}
