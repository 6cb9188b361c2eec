// Requests to our own server: only a part of a page comes back, and a login that has ended leads to the login page.
export class Refusal extends Error {
  constructor(status, { error, field } = {}) {
    super(error ?? 'Something went wrong on the server. Please try again.')
    this.status = status
    this.field = field
  }
}

export async function request(path, options = {}) {
  const headers = { 'X-Fragment': 'true', ...options.headers }
  let response
  try {
    response = await fetch(path, { ...options, headers, redirect: 'manual', credentials: 'same-origin' })
  } catch (error) {
    if (error.name === 'AbortError') throw error
    throw new Refusal(0, { error: 'There is no connection to the server.' })
  }
  if (response.status === 401 || response.type === 'opaqueredirect') {
    toLogin()
    throw new Refusal(401, { error: 'You have been logged out.' })
  }
  if (!response.ok) throw new Refusal(response.status, await told(response))
  return response
}

export async function fragment(path, signal) {
  const response = await request(path, { signal })
  const holder = document.createElement('template')
  holder.innerHTML = await response.text()
  return holder.content
}

export function send(method, path, fields = {}) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content
  return request(path, {
    method,
    body: new URLSearchParams(fields),
    headers: token ? { 'X-CSRF-TOKEN': token } : {}
  })
}

export function toLogin() {
  if (location.pathname !== '/login') location.assign('/login')
}

async function told(response) {
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json')
  return isJson ? response.json() : {}
}
