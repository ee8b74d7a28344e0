// Two people changed the same thing: both values side by side. Nothing is overwritten until somebody who has seen both says so.
import {h} from './dom.js';
import {t} from './words.js';

// conflict({text, rows: [{label, theirs, mine}], by}) → an element for the form that was about to be saved; the form stays as it is.
export function conflict({text, rows}) {
  const row = ({label, theirs, mine}) => h('tr', {}, h('th', {scope: 'row'}, label), h('td', {}, theirs || '–'), h('td', {class: 'mine'}, mine || '–'));
  return h('div', {class: 'conflict', role: 'alert'},
    h('p', {}, text ?? t('Somebody else changed this in the meantime. Nothing of theirs was overwritten.')),
    h('table', {}, h('thead', {}, h('tr', {}, h('td', {}), h('th', {scope: 'col'}, t('It is now')), h('th', {scope: 'col'}, t('You entered')))),
      h('tbody', {}, rows.map(row))));
}
