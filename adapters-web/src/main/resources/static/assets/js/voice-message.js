// What has been recorded, as a message. Without Opus it is no voice message to WhatsApp, but a sound.
export function voiceMessage({ size, type }, seconds) {
  const bare = type.split(';')[0]
  const isVoice = bare !== 'audio/mp4'
  const name = `voice-message.${isVoice ? bare.split('/')[1] : 'm4a'}`
  const file = { id: null, name, size, type: bare, kind: isVoice ? 'voice_note' : 'audio', as: isVoice ? 'voice' : 'auto', width: null, height: null, seconds }
  return { file, caption: '' }
}
