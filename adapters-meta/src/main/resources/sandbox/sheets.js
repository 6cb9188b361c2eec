// Sheets over the page: they close with their buttons, with Escape and with a click beside them.
for (const sheet of document.querySelectorAll('dialog')) {
  sheet.addEventListener('click', event => {
    if (event.target === sheet || event.target.closest('[data-close]')) sheet.close()
  })
}

/** Fills a sheet and shows it. */
export function openSheet(id, ...content) {
  const sheet = document.getElementById(id)
  if (content.length > 0) sheet.querySelector('.sheet__content').replaceChildren(...content)
  if (!sheet.open) sheet.showModal()
  return sheet
}

export const closeSheet = id => document.getElementById(id).close()
