// Popovers of messages (who reacted, what was there before, who has it) open beside their button.
import { beside } from './beside.js'

document.addEventListener('toggle', event => {
  const popover = event.target
  if (!popover.matches?.('.popover')) return
  const button = document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`)
  button?.setAttribute('aria-expanded', String(event.newState === 'open'))
  if (button && event.newState === 'open') beside(popover, button.getBoundingClientRect())
}, true)

// What it hangs on moves away as one scrolls.
document.addEventListener('scroll', event => {
  if (!event.target.matches?.('[data-scroller]')) return
  for (const popover of document.querySelectorAll('.popover:popover-open')) popover.hidePopover()
}, { capture: true, passive: true })
