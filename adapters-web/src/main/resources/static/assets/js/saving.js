// Saves the file of a message.
import { addressOf } from './media-addresses.js'
import { toast } from './toast.js'

const fileOf = message => message.querySelector('.media[data-own]')?.dataset.own.split('/')[0]

export const canSave = message => fileOf(message) !== undefined

export async function save(message) {
  try {
    location.assign(`${await addressOf(fileOf(message), 'original')}&download`)
  } catch (error) {
    toast(error.message)
  }
}
