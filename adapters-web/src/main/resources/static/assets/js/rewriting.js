// Takes back what could not be sent, to be written better: into the field, its window, or the tray.
import { bringBack } from './tray-opening.js'
import { openWish } from './wish-form.js'

export function rewrite(composer, { wish, reply, failure }, file) {
  composer.answer(reply)
  if (file) bringBack(file, wish)
  else if (wish.body === undefined) openWish(composer, wish, failure)
  else composer.put(wish.body)
}
