// The files of messages on their way. They are in memory only: a file whose page is loaded anew has to be chosen again.
import { send } from './http.js'
import { showProgress } from './progress-ring.js'
import { upload } from './upload.js'

export const LOST = {
  reason: 'The page was loaded anew before this file had left, and a browser does not keep files. Choose it again.',
  field: 'file'
}

const carried = new Map()

/** Keeps the file of a parcel, with the address under which the page shows it. */
export function carry(parcel, { blob, url }) {
  letGo(parcel)
  carried.set(parcel.id, { blob, url, stop: new AbortController() })
}

export const blobOf = ({ id }) => carried.get(id)?.blob ?? null

export const urlOf = ({ id }) => carried.get(id)?.url ?? null

/** Whether the file of a parcel is neither here nor on the server. */
export const isLost = ({ id, wish }) => Boolean(wish.file) && !wish.file.id && !carried.has(id)

/** Brings the file of a parcel to the server, unless it is there already. */
export async function bringFile(parcel, element) {
  const { file } = parcel.wish
  if (!file || file.id) return
  const { blob, stop } = carried.get(parcel.id)
  const taken = await upload(parcel.conversation, { blob, name: file.name, as: file.as }, {
    told: share => showProgress(element(), share),
    signal: stop.signal
  })
  file.id = taken.id
  file.kind = taken.kind
  showProgress(element(), null)
}

/** It is not needed any more: the memory is free again, and what is on its way stops. */
export function letGo({ id }) {
  const one = carried.get(id)
  if (!one) return
  one.stop.abort()
  URL.revokeObjectURL(one.url)
  carried.delete(id)
}

/** Nobody will send it: the server need not keep it either. */
export function discardFile({ conversation, wish }) {
  if (wish.file?.id) send('DELETE', `/conversations/${conversation}/files/${wish.file.id}`).catch(() => {})
}
