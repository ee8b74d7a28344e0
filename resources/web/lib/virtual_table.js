// A table of which only the rows that are seen are in the document; sorted by pressing a heading. Screen readers are told how many there are.

import {fill, h} from './dom.js';

const margin = 8;    // rows beyond the edges
const settle = 300;  // ms after the last rows that came into a sorted table
const collator = new Intl.Collator(undefined, {numeric: true, sensitivity: 'base'});

const isNone = value => value === null || value === undefined || value === '';
const compare = (a, b) => typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));

// In which order the items come by these values of theirs. A hundred thousand rows say few different things: only those are compared as words.
function orderOf(values, isDown) {
  const different = [...new Set(values.filter(value => !isNone(value)))].sort(compare);
  const ranks = new Map(different.map((value, rank) => [value, isDown ? -rank : rank]));
  const rank = values.map(value => ranks.get(value) ?? Number.MAX_SAFE_INTEGER);
  return [...values.keys()].sort((a, b) => rank[a] - rank[b]);
}

// columns: {key, title, width (characters), number, cell(item) → text or element, value(item) for sorting}. → {element, add(items), reset()}.
// Rows come in the order in which they were added until a heading is pressed; what is not there sorts last either way.
export function virtualTable({label, columns, rowHeight = 34}) {
  const items = [];
  let shown = items, sorted = null, frame = 0, timer = 0, first = -1, last = -1;
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

  // After a leap what is seen is made first; what is beyond the edges comes with the next frame.
  function draw({anew = false} = {}) {
    frame = 0;
    const seen = Math.floor(element.scrollTop / rowHeight), end = seen + Math.ceil((element.clientHeight || 600) / rowHeight) + 1;
    const isLeap = anew || seen >= last || end <= first;
    const beyond = isLeap ? 0 : margin;
    const from = Math.max(0, Math.min(seen, shown.length) - beyond), until = Math.min(shown.length, end + beyond);
    if (isLeap)
      fill(body, above, shown.slice(from, until).map((item, place) => row(item, from + place)), below);
    else
      move(from, until);
    [first, last] = [from, until];
    space();
    if (isLeap && until > from)
      later();
  }
  const later = () => { frame ||= requestAnimationFrame(() => draw()); };

  // The room of the rows that are not in the document.
  function space() {
    const room = (spacer, count) => {
      const height = `${count * rowHeight}px`;
      if (spacer.firstChild.style.height !== height)
        spacer.firstChild.style.height = height;
      if (spacer.hidden !== (count === 0))
        spacer.hidden = count === 0;
    };
    room(above, first);
    room(below, shown.length - last);
    const count = String(shown.length + 1);
    if (table.getAttribute('aria-rowcount') !== count)
      table.setAttribute('aria-rowcount', count);
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
    draw({anew: true});
  }

  function order() {
    if (!sorted) {
      shown = items;
      return;
    }
    const {column, down} = sorted;
    const values = items.map(column.value ?? (item => item[column.key]));
    shown = orderOf(values, down).map(place => items[place]);
  }

  element.addEventListener('scroll', later, {passive: true});
  new ResizeObserver(later).observe(element);
  draw({anew: true});
  return {element, sortedBy: () => sorted && {key: sorted.column.key, down: sorted.down}, add(more) {
    for (const item of more)
      items.push(item);  // spread would overflow the stack with a hundred thousand
    // Behind those that are there nothing moves; a sorted table takes them in once no more come.
    if (!sorted)
      return void draw();
    clearTimeout(timer);
    timer = setTimeout(() => {
      order();
      draw({anew: true});
    }, settle);
  }};
}
