// Addresses of the page: #/people/ada?tab=photos

export function parse(hash = location.hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page = '', ...parts] = path.split('/').map(decoded);
  return {page, parts, query: Object.fromEntries(new URLSearchParams(query))};
}

// An address that somebody cut in the middle of a character is taken as it is: it leads nowhere, and the page says so.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// href('people', ['ada'], {tab: 'photos'})
export function href(page, parts = [], query = {}) {
  const named = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(named).toString();
  return `#/${[page, ...parts].map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

export function go(page, parts, query) {
  location.hash = href(page, parts, query);
}

// The address tells what is shown (filters, a chosen row) without the page being shown anew. null takes a value away.
export function setQuery(changes) {
  const {page, parts, query} = parse();
  history.replaceState(null, '', href(page, parts, {...query, ...changes}));
}
