// What one is about to send as its bubble will show it: text, a place, business cards, or a question to be answered with a tap.
const part = name => document.getElementById(`wish-${name}`).content.firstElementChild.cloneNode(true)
const put = (element, text) => (text ? (element.textContent = text) : element.remove())

const kinds = {
  body(text) {
    const element = Object.assign(document.createElement('span'), { className: 'bubble__text', textContent: text, dir: 'auto' })
    element.dataset.says = ''
    element.classList.toggle('bubble__text--emoji', /^(?:\p{RGI_Emoji}\s*){1,3}$/v.test(text))
    return { content: element }
  },

  location({ name, address, latitude, longitude }) {
    const place = part('place')
    place.querySelector('strong').textContent = name ?? 'Location'
    put(place.querySelector('.place__words > span'), address)
    place.querySelector('.place__degrees').textContent = `${degrees(latitude, 'N', 'S')}, ${degrees(longitude, 'E', 'W')}`
    place.querySelector('.place__map').removeAttribute('href')
    return { content: place }
  },

  contacts(cards) {
    const all = Object.assign(document.createElement('div'), { className: 'cards' })
    all.dataset.says = ''
    all.append(...cards.map(contact))
    return { content: all }
  },

  interactive({ header, body, footer, action = {} }) {
    const question = part('question')
    put(question.querySelector('.question__header'), header?.text)
    question.querySelector('.bubble__text').textContent = body?.text ?? ''
    put(question.querySelector('.question__footer'), footer?.text)
    const taps = Object.assign(document.createElement('div'), { className: 'taps' })
    taps.append(...tapsOf(action).map(tap))
    return { content: question, taps }
  }
}

export function shown(wish) {
  const [[kind, value]] = Object.entries(wish)
  return kinds[kind](value)
}

/** What a list shows once the customer has opened it. */
export function rowsOf({ interactive }) {
  return (interactive?.action?.sections ?? []).map(({ title, rows = [] }) => {
    const section = part('rows')
    put(section.querySelector('.popover__title'), title)
    const row = section.querySelector('.popover__version')
    row.after(...rows.map(given => {
      const copy = row.cloneNode(true)
      copy.querySelector('.popover__text').textContent = given.title ?? '…'
      put(copy.querySelector('.popover__time'), given.description)
      return copy
    }))
    row.remove()
    return section
  })
}

const degrees = (value, positive, negative) => `${Math.abs(value || 0).toFixed(5)}° ${value < 0 ? negative : positive}`

function contact({ name, org, phones = [], emails = [] }) {
  const card = part('contact')
  const [phone, line] = card.querySelectorAll('.contact__line')
  const who = name?.formatted_name ?? ''
  card.querySelector('.contact__disc').textContent = /^\p{L}/u.test(who) ? [...who][0].toUpperCase() : ''
  card.querySelector('strong').textContent = who || 'Contact'
  put(card.querySelector('.contact__who > span'), org?.company)
  phone.after(...phones.map(given => filled(phone, given.phone, given.type)))
  line.after(...emails.map(given => filled(line, given.email, given.type)))
  phone.remove()
  line.remove()
  return card
}

function filled(line, value, label) {
  const copy = line.cloneNode(true)
  copy.querySelector('bdi').textContent = value ?? ''
  copy.querySelector('.link-button')?.remove()
  put(copy.querySelector('.contact__label'), label?.toLowerCase())
  return copy
}

function tapsOf({ name, parameters, buttons, button, sections }) {
  if (buttons) return buttons.map(({ reply }) => ['reply', reply.title])
  if (sections) return [['list', button]]
  if (name === 'cta_url') return [['external-link', parameters?.display_text]]
  if (name === 'send_location') return [['map-pin', 'Send location']]
  return name === 'call_permission_request' ? [['phone', 'Allow calls']] : [['contact-round', 'Share phone number']]
}

function tap([icon, words]) {
  const element = part('tap')
  element.querySelector('use').setAttribute('href', `#icon-${icon}`)
  element.append(words ?? '')
  return element
}
