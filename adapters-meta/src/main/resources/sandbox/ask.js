// Asks the sandbox to do something, and says so on the page when it does not.
const toast = document.getElementById('toast')
let hiding = 0

export function say(text) {
  toast.textContent = text
  toast.hidden = false
  clearTimeout(hiding)
  hiding = setTimeout(() => { toast.hidden = true }, 5000)
}

/** The answer, or null when it was refused: then the reason is on the page. */
export async function ask(method, path, body) {
  try {
    const raw = body instanceof Blob
    const answer = await fetch(`/sandbox/api/${path}`, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': raw ? 'application/octet-stream' : 'application/json' },
      body: raw || body === undefined ? body : JSON.stringify(body),
    })
    const result = answer.headers.get('Content-Type')?.startsWith('application/json') ? await answer.json() : {}
    if (answer.ok) return result
    say(result.error ?? `That did not work (${answer.status}).`)
  } catch {
    say('The sandbox cannot be reached.')
  }
  return null
}

export const askAs = (customer, what, body) =>
  ask('POST', `customers/${encodeURIComponent(customer)}/${what}`, body)
