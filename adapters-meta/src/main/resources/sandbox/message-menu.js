// What one can do with a message: react and take it back, reply, edit, delete.
import { askAs } from './ask.js'
import { button, element, words } from './element.js'
import { EMOJIS } from './samples.js'
import { closeSheet, openSheet } from './sheets.js'
import { edit, replyTo } from './writing.js'

const MINUTES_TO_EDIT = 15

export function openMenu(bubble, owner) {
  const then = doing => () => { closeSheet('menu'); doing() }
  const react = emoji => askAs(owner, 'reactions', { wamid: bubble.wamid, emoji })
  const row = element('div', 'reactions')
  for (const emoji of EMOJIS) {
    row.append(button('reactions__one', emoji, then(() => react(emoji === bubble.marks.mine ? null : emoji)), {
      'aria-label': `React with ${emoji}`,
      'aria-pressed': String(emoji === bubble.marks.mine),
    }))
  }
  const actions = [['Reply', () => replyTo(bubble)]]
  if (bubble.marks.mine) actions.push(['Take the reaction back', () => react(null)])
  if (canBeEdited(bubble)) actions.push(['Edit', () => edit(bubble)])
  if (bubble.mine) actions.push(['Delete for everyone', () => askAs(owner, 'deletions', { wamid: bubble.wamid })])
  openSheet('menu', words('p', 'sheet__quote', bubble.text), row, ...actions.map(([label, doing]) => button('picker__row', label, then(doing))))
}

function canBeEdited(bubble) {
  const young = Date.now() / 1000 - bubble.at < MINUTES_TO_EDIT * 60
  return bubble.mine && young && (bubble.content.type === 'text' || Boolean(bubble.content.caption))
}
