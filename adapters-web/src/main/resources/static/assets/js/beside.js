// Puts a menu or a popover beside what opened it, inside the window.
const GAP = 4
const EDGE = 8

export function beside(menu, box, side = 'end') {
  const wanted = (side === 'end') === (document.dir !== 'rtl') ? box.right - menu.offsetWidth : box.left
  const left = Math.max(EDGE, Math.min(wanted, innerWidth - menu.offsetWidth - EDGE))
  const below = box.bottom + GAP + menu.offsetHeight < innerHeight
  menu.style.setProperty('left', `${left}px`)
  menu.style.setProperty('top', `${below ? box.bottom + GAP : Math.max(EDGE, box.top - menu.offsetHeight - GAP)}px`)
}
