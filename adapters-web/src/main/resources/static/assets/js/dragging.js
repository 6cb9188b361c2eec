// Following a pointer along a track, as a share of its width.
export function dragging(track, follow, signal) {
  let isHeld = false
  const share = event => {
    const { left, width } = track.getBoundingClientRect()
    return Math.max(0, Math.min(1, (event.clientX - left) / width))
  }
  track.addEventListener('pointerdown', event => {
    isHeld = true
    track.setPointerCapture(event.pointerId)
    follow(share(event))
  }, { signal })
  track.addEventListener('pointermove', event => isHeld && follow(share(event)), { signal })
  for (const end of ['pointerup', 'pointercancel']) track.addEventListener(end, () => (isHeld = false), { signal })
}
