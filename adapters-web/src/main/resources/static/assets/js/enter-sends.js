// Enter sends, Shift and Enter begin a new line; on a phone, and while a word is being put together, Enter is only Enter.
export const isComposing = event => event.isComposing || event.keyCode === 229

export const sends = event =>
  event.key === 'Enter' && !event.shiftKey && !event.altKey && !isComposing(event) && !matchMedia('(pointer: coarse)').matches
