// What is typed but not sent, by conversation, with the message it replies to.
import { keep, kept } from './kept.js'

const drafts = new Map(Object.entries(kept('drafts') ?? {}))
const NONE = { text: '', reply: null }

export const draftOf = conversation => drafts.get(conversation) ?? NONE

export function keepDraft(conversation, text, reply) {
  const { text: before, reply: quoted } = draftOf(conversation)
  if (before === text && quoted === reply) return
  if (text.trim() || reply) drafts.set(conversation, { text, reply })
  else drafts.delete(conversation)
  keep('drafts', drafts.size ? Object.fromEntries(drafts) : null)
}
