// Changes a thread without moving what is being read. Browsers with scroll anchoring do most of it by themselves.
const ANCHORS = CSS.supports('overflow-anchor', 'auto')
const AT_END = 48

export const isAtEnd = scroller => scroller.scrollTop > -AT_END

export function keepPlace(scroller, change) {
  if (ANCHORS || isAtEnd(scroller)) return change()
  const box = scroller.getBoundingClientRect()
  const anchor = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.closest('.message, .day')
  holdPlace(scroller, anchor, change)
}

/** The same with a message that must not move, also at the end, where browsers would rather follow what is added. */
export function holdPlace(scroller, anchor, change) {
  const before = anchor?.getBoundingClientRect().top
  scroller.style.setProperty('overflow-anchor', 'none')
  change()
  if (anchor?.isConnected) scroller.scrollTop += anchor.getBoundingClientRect().top - before
  requestAnimationFrame(() => scroller.style.removeProperty('overflow-anchor'))
}
