// What is typed but not sent, by conversation; kept in memory only, because it is personal.
const drafts = new Map()

export const draftOf = conversation => drafts.get(conversation) ?? ''

export function keepDraft(conversation, text) {
  if (draftOf(conversation) === text) return
  if (text.trim()) drafts.set(conversation, text)
  else drafts.delete(conversation)
}

export const hasDrafts = () => drafts.size > 0
