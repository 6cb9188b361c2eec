// Changes a thread without moving what is being read. Browsers with scroll anchoring do it by themselves.
const ANCHORS = CSS.supports('overflow-anchor', 'auto')
const AT_END = 48

export const isAtEnd = scroller => scroller.scrollTop > -AT_END

export function keepPlace(scroller, change) {
  if (ANCHORS || isAtEnd(scroller)) return change()
  const box = scroller.getBoundingClientRect()
  const anchor = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.closest('.message, .day')
  const before = anchor?.getBoundingClientRect().top
  change()
  if (anchor?.isConnected) scroller.scrollTop += anchor.getBoundingClientRect().top - before
}
