// The register as a table of which only the rows that are seen are in the document.
import {fill, h} from '../../lib/dom.js';
import {portrait} from '../../lib/portrait.js';
import {virtualList} from '../../lib/ui.js';
import {t, time} from '../../lib/words.js';
import {keyOf} from './register.js';
import {noteOf, statusPill} from './row_words.js';

const rowHeight = 48;

// registerTable({cameras: Map of names, onOpen(row), onSort(order)}) → {element, update(rows, {order, isReversed})}
export function registerTable({cameras, onOpen, onSort}) {
  const where = row => row.cameras.map(id => cameras.get(id) ?? id).join(', ');
  const row = item => {
    const note = noteOf(item);
    return h('div', {class: 'register-row'},
      h('span', {class: 'who'}, portrait(item.person, item.name), h('span', {class: 'name'}, item.name)),
      h('span', {class: 'state'}, statusPill(item)),
      h('span', {class: 'in number'}, time(item.checkIn ?? item.firstSeen)),
      h('span', {class: 'out number'}, time(item.checkOut)),
      h('span', {class: 'where soft', title: where(item)}, where(item)),
      h('span', {class: 'note soft', title: note}, note));
  };
  const list = virtualList({label: t('Register'), items: [], rowHeight, row, key: keyOf, onOpen});
  const head = h('div', {class: 'register-row register-head'});
  const column = (name, word, order, isReversed) => h('button', {type: 'button', class: `quiet sort ${name}`, 'aria-pressed': String(order === name),
    onclick: () => onSort(name), title: t('Sort by this')}, word, order === name ? h('span', {'aria-hidden': 'true'}, isReversed ? ' ↑' : ' ↓') : null);
  return {
    element: h('div', {class: 'register'}, head, list.element),
    focus: () => list.element.focus(),
    update(rows, {order, isReversed}) {
      fill(head, column('name', t('Person'), order, isReversed), column('status', t('Status'), order, isReversed), column('in', t('In'), order, isReversed),
        column('out', t('Out'), order, isReversed), h('span', {class: 'where'}, t('Where')), h('span', {class: 'note'}, t('Note')));
      list.update(rows);
      // As wide as the rows, beside whose scroll bar there is less room.
      head.style.setProperty('padding-right', `${8 + list.element.offsetWidth - list.element.clientWidth}px`);
    },
  };
}
