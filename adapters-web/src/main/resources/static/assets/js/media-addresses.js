// Where files can be had: addresses hold for one login and a while, so they are asked for as elements come near, many at once.
import { request } from './http.js'

const GATHER = 20
const MOST = 200
const SPARE = 45_000
const CHECK = 20_000
const NEAR = '600px'
const known = new Map()
let wanted = new Map(), timer

/** The address of a file, the same one as long as it holds; `fresh` when the present one does not work any more. */
export function addressOf(file, variant, fresh = false) {
  const key = `${file}/${variant}`
  const have = known.get(key)
  if (have && !fresh && have.until - SPARE > Date.now()) return Promise.resolve(have.url)
  if (!wanted.has(key)) wanted.set(key, Promise.withResolvers())
  timer ??= setTimeout(ask, GATHER)
  return wanted.get(key).promise
}

async function ask() {
  const asked = wanted
  wanted = new Map()
  timer = undefined
  const keys = [...asked.keys()]
  for (let from = 0; from < keys.length; from += MOST) {
    const part = keys.slice(from, from + MOST)
    try {
      const response = await request('/media/addresses', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ files: part })
      })
      const answer = await response.json()
      for (const key of part) {
        known.set(key, { url: answer[key].url, until: Date.now() + answer[key].seconds * 1000 })
        asked.get(key).resolve(answer[key].url)
      }
    } catch (error) {
      for (const key of part) asked.get(key).reject(error)
    }
  }
}

async function give(element, fresh = false) {
  const { file, variant } = element.dataset
  if (!file || !variant) return
  try {
    const url = await addressOf(file, variant, fresh)
    if (element.dataset.file !== file || element.dataset.variant !== variant) return
    if (element.matches('a')) element.href = 'download' in element.dataset ? `${url}&download` : url
    else if (element.getAttribute('src') !== url) element.src = url
  } catch {
    if (!element.matches('a')) element.dispatchEvent(new Event('error'))
  }
}

const near = new IntersectionObserver(seen => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue
    if (!target.matches('a')) near.unobserve(target)
    give(target)
  }
}, { rootMargin: NEAR })

function watch(root) {
  if (root.matches?.('[data-file]')) near.observe(root)
  for (const element of root.querySelectorAll?.('[data-file]') ?? []) near.observe(element)
}

new MutationObserver(changes => {
  for (const { addedNodes, target, type } of changes) {
    if (type === 'attributes') near.unobserve(target), near.observe(target)
    else for (const node of addedNodes) watch(node)
  }
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-file', 'data-variant'] })

// An address that ran out is renewed once; what fails then cannot be shown.
document.addEventListener('error', event => {
  const element = event.target
  if (!element.matches?.('img[data-file], video[data-file]')) return
  if (element.dataset.renewed) return (element.dataset.broken = 'true')
  element.dataset.renewed = 'true'
  give(element, true)
}, true)

document.addEventListener('load', event => delete event.target.dataset?.renewed, true)

window.addEventListener('online', () => {
  for (const element of document.querySelectorAll('[data-broken]')) delete element.dataset.broken, give(element, true)
})

// Links that stay in view must lead somewhere for as long as the page is open.
setInterval(() => {
  for (const link of document.querySelectorAll('a[data-file][href]')) give(link)
}, CHECK)

watch(document.body)
