// What WhatsApp takes of files, as the server tells it: said before a file travels. The server looks into it and decides.
const { kinds, aliases, endings, remade, untaken, mostFiles } = JSON.parse(document.getElementById('file-tray')?.dataset.rules ?? '{}')

export const MOST_FILES = mostFiles

const AS = { image: 'photo', video: 'photo', audio: 'auto', document: 'document', sticker: 'sticker', voice_note: 'voice' }

/** As what the server is asked to take a file of this kind. */
export const purposeOf = kind => AS[kind]

export const mostOf = kind => kinds[kind === 'sticker' ? 'animated_sticker' : kind].most

export const takesCaption = kind => kinds[kind].caption

/** The types that a window for choosing files of these kinds offers. */
export const acceptedAs = (...names) => [...names.flatMap(name => kinds[name].types), ...(names.includes('image') ? Object.keys(remade) : [])].join(',')

export function typeOf({ name, type }) {
  const told = type.split(';')[0].toLowerCase() || endings[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] || ''
  return aliases[told] ?? told
}

/** As what it is sent unless somebody wishes otherwise. */
export function naturalKind(file, wish) {
  if (wish === 'document' || wish === 'sticker') return wish
  return ['image', 'video', 'audio'].find(kind => isTaken(kind, typeOf(file))) ?? 'document'
}

/** For people: why a file cannot be sent as this; null when it can, as far as one can see from here. */
export function obstacle(file, kind) {
  const { called, takes } = kinds[kind]
  const type = typeOf(file)
  if (file.size === 0) return 'This file is empty.'
  if (type && !isTaken(kind, type)) return untaken[type] ?? `WhatsApp does not take this file as one of its ${called}. It takes ${takes}.`
  if (file.size > mostOf(kind)) return `WhatsApp takes ${called} of at most ${sizeWords(mostOf(kind))}; this one has ${sizeWords(file.size)}.`
  return null
}

/** For people: what becomes of it, where that is not what one might expect. */
export const hint = (file, kind) => (kind === 'image' ? remade[typeOf(file)] : null) ?? null

export function sizeWords(bytes) {
  if (bytes < 1_048_576) return `${Math.ceil(bytes / 1024)} KB`
  return `${(bytes / 1_048_576).toFixed(1).replace('.0', '')} MB`
}

/** For people: PDF, XLSX and so on. */
export function typeWords(file) {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(file.name)?.[1] ?? typeOf(file).split('/')[1]?.slice(0, 5)
  return (ending ?? 'File').toUpperCase()
}

const isTaken = (kind, type) => kinds[kind].types.includes(type) || (kind === 'image' && type in remade)
