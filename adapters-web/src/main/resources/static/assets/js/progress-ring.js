// The ring on a bubble that shows how much of its file has left; the cross in it stops it.
export function showProgress(message, share) {
  const ring = message?.querySelector('[data-ring]')
  if (!ring) return
  ring.hidden = share === null
  ring.dataset.state = share === 0 ? 'waiting' : share === 1 ? 'checking' : 'leaving'
  const percent = Math.round((share ?? 0) * 100)
  ring.querySelector('.ring__done').setAttribute('stroke-dasharray', `${percent} 100`)
  const bar = ring.querySelector('[role="progressbar"]')
  bar.setAttribute('aria-valuenow', String(percent))
  bar.setAttribute('aria-valuetext', share === 1 ? 'Being checked' : `${percent} %`)
}
