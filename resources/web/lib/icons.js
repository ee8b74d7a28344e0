// The sheet of icons becomes part of the document when the page begins: one that was not shown before is there without the server too.

const sheet = '/web/icons.svg';
const again = 5000;  // ms after which a sheet that did not come is asked for again

export function loadIcons() {
  const request = new XMLHttpRequest();  // gives a document without markup made of strings
  request.open('GET', sheet);
  request.responseType = 'document';
  request.addEventListener('loadend', () => {
    if (request.status === 200 && request.response)
      keep(document.importNode(request.response.documentElement, true));
    else
      setTimeout(loadIcons, again);
  });
  request.send();
}

// Their names are short words, as other ids of the page are.
function keep(icons) {
  for (const symbol of icons.querySelectorAll('symbol'))
    symbol.id = `icon-${symbol.id}`;
  icons.setAttribute('class', 'visually-hidden');
  icons.setAttribute('aria-hidden', 'true');
  document.body.append(icons);
}
