// Brings a file to the server and tells how far it has come, which fetch cannot.
import { Refusal, toLogin } from './http.js'

const NO_CONNECTION = { error: 'There is no connection to the server.' }

/** `told` hears the share of it that has left, from 0 to 1. */
export function upload(conversation, { blob, name, as }, { told, signal }) {
  const form = new FormData()
  form.append('as', as)
  form.append('file', blob, name)
  const request = new XMLHttpRequest()
  request.open('POST', `/conversations/${conversation}/files`)
  request.setRequestHeader('X-Fragment', 'true')
  request.setRequestHeader('X-CSRF-TOKEN', document.querySelector('meta[name="csrf-token"]')?.content ?? '')
  request.responseType = 'json'
  request.upload.addEventListener('progress', event => event.lengthComputable && told(event.loaded / event.total))
  signal.addEventListener('abort', () => request.abort(), { once: true })
  return new Promise((resolve, reject) => {
    request.addEventListener('load', () => {
      const { status, response } = request
      if (status === 401) toLogin()
      if (status >= 200 && status < 300 && response) resolve(response)
      else reject(new Refusal(status, status === 401 ? { error: 'You have been logged out.' } : (response ?? {})))
    })
    request.addEventListener('error', () => reject(new Refusal(0, NO_CONNECTION)))
    request.addEventListener('abort', () => reject(new Refusal(0, NO_CONNECTION)))
    if (signal.aborted) reject(new Refusal(0, NO_CONNECTION))
    else request.send(form)
  })
}
