// What lies ready to be sent from the phone.
export const EMOJIS = ['👍', '❤️', '😂', '😮', '😢', '🙏']

export const FILES = [
  ['photo', 'image', 'Photo'],
  ['video', 'film', 'Video'],
  ['voice', 'mic', 'Voice'],
  ['audio', 'note', 'Audio'],
  ['document', 'page', 'Document'],
  ['sticker', 'smile', 'Sticker'],
]

export const CONTENTS = [
  ['pin', 'Location', { type: 'place', latitude: 31.7767, longitude: 35.2345, name: 'Cafe Invented', address: '1 Invented Street, Nowhere' }],
  ['person', 'Contact', { type: 'cards', requested: false, cards: [{ name: 'Eve Invented', phones: ['+1 555 555 0120'], emails: ['eve@example.invalid'], company: 'Invented Ltd' }] }],
  ['cart', 'Order', { type: 'order', catalogId: '190000000000001', text: 'Please gift-wrap', items: [{ product: 'KETTLE-BLUE', quantity: 1, price: 39.9, currency: 'EUR' }, { product: 'CUP-SMALL', quantity: 4, price: 7.5, currency: 'EUR' }] }],
  ['poll', 'Poll', { type: 'unsupported', kind: 'poll_creation' }],
  ['wave', 'Open chat', { type: 'welcome' }],
]
