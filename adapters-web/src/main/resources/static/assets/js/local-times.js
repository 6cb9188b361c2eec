// Shows the times of a page in the viewer's own zone and words.
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' })
const shortDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'short' })
const longDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' })
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const DAY = 24 * 3600 * 1000

export function localise(root) {
  for (const element of root.querySelectorAll('time[data-show]')) {
    const time = new Date(element.dateTime)
    if (Number.isNaN(time.getTime())) continue
    const text = shown(time, element.dataset.show)
    if (element.textContent !== text) element.textContent = text
    if (!element.title) element.title = whole.format(time)
  }
}

export const clockTime = time => clock.format(time)

/** A key that differs from day to day in the viewer's zone. */
export function dayOf(milliseconds) {
  const date = new Date(milliseconds)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}

export function dayName(milliseconds) {
  const days = daysAgo(milliseconds)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return days > 1 && days < 7 ? weekday.format(milliseconds) : longDate.format(milliseconds)
}

function shown(time, how) {
  if (how === 'moment') return moment.format(time)
  return how === 'list' ? inList(time) : clock.format(time)
}

function inList(time) {
  const days = daysAgo(time.getTime())
  if (days <= 0) return clock.format(time)
  if (days === 1) return 'Yesterday'
  return days < 7 ? weekday.format(time) : shortDate.format(time)
}

function daysAgo(milliseconds) {
  return Math.round((new Date().setHours(0, 0, 0, 0) - new Date(milliseconds).setHours(0, 0, 0, 0)) / DAY)
}
