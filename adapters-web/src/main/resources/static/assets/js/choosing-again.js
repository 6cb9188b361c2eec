// A file that a reload has taken away is chosen once more, for the message that waits for it.
import { chooseFiles } from './file-choosing.js'
import { naturalKind, obstacle, purposeOf } from './file-rules.js'
import { carry } from './outgoing-files.js'
import { toast } from './toast.js'

export function chooseAgain(parcel, shown, again) {
  const { kind } = parcel.wish.file
  chooseFiles(([blob]) => {
    const fits = kind === 'document' || kind === 'sticker' ? kind : naturalKind(blob, 'auto')
    const wrong = obstacle(blob, fits)
    if (wrong) return toast(wrong)
    const { name, size, type } = blob
    parcel.wish.file = { ...parcel.wish.file, name, size, type, kind: fits, as: purposeOf(fits), width: null, height: null }
    carry(parcel, { blob, url: URL.createObjectURL(blob) })
    shown()
    again()
  }, { multiple: false })
}
