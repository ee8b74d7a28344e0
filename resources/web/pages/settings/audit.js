// The audit log: who did what with biometric data, and whether the log is whole.

import {get, list} from '../../lib/api.js';
import {boundsOf} from '../../lib/clock.js';
import {fill, h} from '../../lib/dom.js';
import {pickPerson} from '../../lib/pick.js';
import {setQuery} from '../../lib/route.js';
import {pill} from '../../lib/ui.js';
import {dateTime, number, t} from '../../lib/words.js';
import {attempt, button, loading, section, table} from './parts.js';

const portion = 100;

function draw(entries) {
  return table(t('Audit log'), [
    {title: t('When'), cell: entry => dateTime(entry.at)}, {title: t('Who'), cell: entry => entry.actor}, {title: t('What'), class: 'mono break', cell: entry => entry.action},
    {title: t('Of whom'), class: 'mono break', cell: entry => (entry.subject ? entry.subject.slice(0, 12) : '–')}, {title: t('Details'), class: 'break', cell: entry => entry.details || '–'}, {title: t('Number'), class: 'number', cell: entry => number(entry.seq)}], entries);
}

function verification(found) {
  return found.intact
    ? h('p', {role: 'status'}, pill('here', t('The log is whole.')), ' ', t('Entries {first} to {last}. Note this hash elsewhere now and then; a later log in which it differs was rewritten:', {first: found.first, last: found.last}), h('br', {}), h('code', {class: 'break'}, found.head))
    : h('p', {role: 'alert'}, pill('absent', t('The log is broken at entry {entry}.', {entry: found.brokenAt})), ' ', t('Somebody changed the database. Compare with a backup.'));
}

export function show(host, {query, signal}) {
  const answer = h('div', {});
  const check = button(t('Check the log'), event => attempt(event.currentTarget, async () => fill(answer, verification((await get('/audit/verification', {}, {signal})).data))));
  const body = section(host, {title: t('Audit log'), intro: t('Who did what with biometric data. Nobody can change it, and people are named by a keyed hash alone.'), actions: [check]});
  const results = h('div', {});
  let wanted = {person: query.person ?? '', from: query.from ?? '', until: query.until ?? ''};
  const params = () => ({person: wanted.person, from: wanted.from && boundsOf(wanted.from).from, until: wanted.until && boundsOf(wanted.until).until});
  const apply = change => {
    wanted = {...wanted, ...change};
    setQuery({person: wanted.person || null, from: wanted.from || null, until: wanted.until || null});
    load();
  };
  const load = () => {
    const pages = list('/audit', params(), {signal});
    let entries = [];
    loading(results, () => pages.page(null, portion), page => {
      entries = page.items;
      return entries.length ? withMore(page.next) : null;
    }, {signal, empty: {title: t('Nothing in these days'), text: t('Whatever touches photos, evidence, people or corrections is noted here.')}});
    const withMore = next => h('div', {}, draw(entries), next ? button(t('Show older ones'), event => attempt(event.currentTarget, async () => {
      const page = await pages.page(next, portion);
      entries = [...entries, ...page.items];
      fill(results, withMore(page.next));
    })) : null);
  };
  const dayInput = (name, label) => h('label', {}, label, ' ', h('input', {type: 'date', value: wanted[name], onchange: event => apply({[name]: event.target.value})}));
  body.append(answer, h('div', {class: 'row wrap filters'}, h('span', {}, pickPerson({label: t('About this person'), onpick: person => apply({person: person?.id ?? ''})})), dayInput('from', t('From')), dayInput('until', t('Until'))), results);
  load();
}
