// A table of which only the rows that are seen are in the document; sorted by pressing a heading. Screen readers are told how many there are.

import {fill, h} from './dom.js';

const margin = 8;  // rows beyond the edges
const collator = new Intl.Collator(undefined, {numeric: true, sensitivity: 'base'});

const compare = (a, b) => {
  const isNone = value => value === null || value === undefined || value === '';
  if (isNone(a) || isNone(b))
    return isNone(a) - isNone(b);
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
};

// columns: {key, title, width (characters), number, cell(item) → text or element, value(item) for sorting}. → {element, add(items), reset()}.
// Rows come in the order in which they were added until a heading is pressed; what is not there sorts last either way.
export function virtualTable({label, columns, rowHeight = 34}) {
  const items = [];
  let shown = items, sorted = null, frame = 0, first = -1, last = -1;
  const body = h('tbody', {});
  const above = h('tr', {'aria-hidden': 'true', class: 'spacer'}, h('td', {colspan: columns.length}));
  const below = h('tr', {'aria-hidden': 'true', class: 'spacer'}, h('td', {colspan: columns.length}));
  const headings = columns.map(column => h('th', {scope: 'col', class: column.number ? 'number' : null, 'aria-sort': 'none'},
    h('button', {type: 'button', onclick: () => sortBy(column)}, column.title)));
  const table = h('table', {class: 'virtual-table', 'aria-label': label}, h('colgroup', {}, columns.map(column => h('col', {style: {width: `${column.width}ch`}}))),
    h('thead', {}, h('tr', {'aria-rowindex': 1}, headings)), body);
  const element = h('div', {class: 'virtual-table-box', tabindex: '0', role: 'region', 'aria-label': label}, table);
  table.style.setProperty('min-width', `${columns.reduce((sum, column) => sum + column.width + 3, 0)}ch`);

  const cell = (column, item) => h('td', {class: column.number ? 'number' : null}, column.cell(item) ?? '');
  const row = (item, index) => h('tr', {'aria-rowindex': index + 2, style: {height: `${rowHeight}px`}}, columns.map(column => cell(column, item)));

  function draw(force = false) {
    frame = 0;
    const from = Math.max(0, Math.floor(element.scrollTop / rowHeight) - margin);
    const until = Math.min(shown.length, from + Math.ceil((element.clientHeight || 600) / rowHeight) + 2 * margin);
    if (!force && from === first && until === last)
      return;
    const isNew = force || from >= last || until <= first;
    above.firstChild.style.height = `${from * rowHeight}px`;
    below.firstChild.style.height = `${(shown.length - until) * rowHeight}px`;
    above.hidden = from === 0;
    below.hidden = until === shown.length;
    if (isNew)
      fill(body, above, shown.slice(from, until).map((item, place) => row(item, from + place)), below);
    else
      move(from, until);
    [first, last] = [from, until];
    table.setAttribute('aria-rowcount', String(shown.length + 1));
  }

  // Only the rows that come and go are touched: what stays costs nothing.
  function move(from, until) {
    for (; first < from; ++first)
      above.nextSibling.remove();
    for (; last > until; --last)
      below.previousSibling.remove();
    while (first > from)
      above.after(row(shown[--first], first));
    const added = document.createDocumentFragment();
    while (last < until)
      added.append(row(shown[last], last++));
    below.before(added);
  }

  function sortBy(column) {
    const down = sorted?.column === column && !sorted.down;
    sorted = sorted?.column === column && sorted.down ? null : {column, down};
    headings.forEach((heading, place) => heading.setAttribute('aria-sort', sorted?.column !== columns[place] ? 'none' : sorted.down ? 'descending' : 'ascending'));
    order();
    element.scrollTop = 0;
    draw(true);
  }

  function order() {
    if (!sorted) {
      shown = items;
      return;
    }
    const {column, down} = sorted;
    const value = column.value ?? (item => item[column.key]);
    const isNone = item => value(item) === null || value(item) === undefined || value(item) === '';
    shown = [...items].sort((a, b) => down && isNone(a) === isNone(b) ? compare(value(b), value(a)) : compare(value(a), value(b)));
  }

  element.addEventListener('scroll', () => { frame ||= requestAnimationFrame(() => draw()); }, {passive: true});
  const observer = new ResizeObserver(() => draw());
  observer.observe(element);
  draw(true);
  return {element, sortedBy: () => sorted && {key: sorted.column.key, down: sorted.down}, add(more) {
    for (const item of more)
      items.push(item);  // spread would overflow the stack with a hundred thousand
    order();
    draw(true);
  }};
}
