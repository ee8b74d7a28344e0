// Reports: choose days, whom and what, see it, download what is seen.

import {list} from '../lib/api.js';
import {fill, h, icon} from '../lib/dom.js';
import {download} from '../lib/download.js';
import {setQuery} from '../lib/route.js';
import {states} from '../lib/ui.js';
import {virtualTable} from '../lib/virtual_table.js';
import {day, isolated, language, t, tn, today} from '../lib/words.js';
import {columnsOf} from './reports/columns.js';
import {kindControls, kinds, rangeControls, whomControls} from './reports/controls.js';
import {daysBetween, isDay, presets, rangeOf} from './reports/ranges.js';
import {readReport} from './reports/reading.js';

export const title = () => t('Reports');

const most = 100_000;    // rows in the page
const longest = 3660;    // days, as the server has it
const settle = 250;      // ms after the last change
const tellEvery = 500;   // ms between two words on how far it is

const heading = kind => ({days: t('Attendance'), late: t('Late arrivals'), early: t('Early leaves'), absent: t('Absences'), overtime: t('Overtime'), exceptions: t('Exceptions'), summary: t('Summary by person')})[kind];
const fullDay = text => day(text, {day: 'numeric', month: 'long', year: 'numeric'});
const daysText = ({from, until}) => (from === until ? day(from, {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'}) : t('{from} to {until}', {from: fullDay(from), until: fullDay(until)}));

// What the address says, with what is usual for the rest.
function wishOf(query) {
  const preset = presets.includes(query.range) ? query.range : null;
  const own = isDay(query.from) && isDay(query.until) ? {from: query.from, until: query.until} : null;
  const range = own ?? rangeOf(preset ?? 'today', today());
  return {...range, preset: own ? null : preset ?? 'today', kind: kinds().some(([kind]) => kind === query.kind) ? query.kind : 'days', group: query.group ?? '', person: query.person ? {id: query.person, name: query.name ?? query.person} : null};
}

// The one report of the API that answers the wish.
export function requestOf({from, until, kind, group, person}) {
  if (person)
    return {path: '/reports/person', params: {person: person.id, from, until, kind}};
  return group ? {path: '/reports/group', params: {group, from, until, kind}} : {path: '/reports/range', params: {from, until, kind}};
}

const problemWith = ({from, until}) => {
  if (!isDay(from) || !isDay(until))
    return t('Enter both days.');
  if (until < from)
    return t('The last day is before the first.');
  return daysBetween(from, until) >= longest ? t('At most ten years at once.') : null;
};

function downloadReport(wish, format) {
  const {path, params} = requestOf(wish);
  return download({title: t('Download {format}', {format: format.toUpperCase()}), path, params: {...params, format, language: language(), ...(format === 'csv' ? {bom: true} : {})}});
}

function emptyText(wish) {
  const texts = {late: t('Nobody was late.'), early: t('Nobody left early.'), absent: t('Nobody was absent.'), overtime: t('Nobody worked overtime.'), exceptions: t('There is nothing to look at.')};
  return texts[wish.kind] ?? t('Nobody was seen, and nobody was expected.');
}

export async function show(host, {query, signal}) {
  let wish = wishOf(query);
  let reading = null, timer = 0;
  const line = h('h1', {}), sub = h('p', {class: 'soft', role: 'status'}), result = h('div', {class: 'report-result'}), controls = h('div', {class: 'report-controls'});
  const files = ['csv', 'xlsx', 'pdf'].map(format => h('button', {type: 'button', onclick: () => downloadReport(wish, format), 'aria-label': t('Download {format}', {format: format.toUpperCase()})}, icon('download'), format.toUpperCase()));
  fill(host, h('div', {class: 'head'}, h('div', {}, line, sub), h('div', {class: 'tools'}, files)), controls, result);

  const change = changes => {
    wish = {...wish, ...changes};
    setQuery({range: wish.preset, from: wish.preset ? null : wish.from, until: wish.preset ? null : wish.until, kind: wish.kind === 'days' ? null : wish.kind, group: wish.group || null, person: wish.person?.id ?? null, name: wish.person?.name ?? null});
    clearTimeout(timer);
    timer = setTimeout(load, settle);
  };
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    reading?.abort();
  }, {once: true});

  const tell = (count, state) => {
    const rows = tn('{count} row', '{count} rows', count);
    fill(sub, [isolated(wish.person?.name ?? '') || (wish.group ? t('group {name}', {name: wish.group}) : t('everybody')), state === 'reading' ? t('{rows} so far', {rows}) : state === 'cut' ? t('the first {rows}', {rows}) : rows].join(' · '));
  };

  async function load() {
    reading?.abort();
    reading = new AbortController();
    const mine = AbortSignal.any([signal, reading.signal]);
    fill(line, heading(wish.kind), ', ', problemWith(wish) ? '–' : daysText(wish));
    const wrong = problemWith(wish);
    files.forEach(file => { file.disabled = Boolean(wrong); });
    if (wrong)
      return fill(result, h('p', {class: 'problem', role: 'alert'}, wrong));
    let table = null, count = 0, told = 0;
    fill(result, states.loading(8));
    fill(sub, t('The server is reckoning.'));
    try {
      const {path, params} = requestOf(wish);
      const {complete} = await readReport({path, params}, {most, signal: mine, take: rows => {
        if (mine.aborted)
          return;
        count += rows.length;
        if (!table) {
          table = virtualTable({label: heading(wish.kind), columns: columnsOf(wish.kind)});
          fill(result, table.element);
        }
        table.add(rows);
        if (performance.now() - told < tellEvery)
          return;
        told = performance.now();
        tell(count, 'reading');
      }});
      tell(count, complete ? 'whole' : 'cut');
      if (!table)
        fill(result, states.empty({icon: 'reports', title: emptyText(wish), text: t('Choose other days, another group or another kind.')}));
      else if (!complete)
        result.prepend(h('p', {class: 'notice-line', role: 'status'}, t('This page shows the first {count} rows. Take fewer days or a group, or download all of it.', {count: most})));
    } catch (error) {
      if (mine.aborted)
        return undefined;
      fill(sub);
      fill(result, states.error(error, load));
    }
    return undefined;
  }

  const whom = whomControls(wish, change);
  fill(controls, rangeControls(wish, change), h('div', {class: 'row wrap'}, kindControls(wish, change), whom));
  load();
  try {
    whom.fill(await list('/groups', {}, {signal}).first(500));
  } catch {
    // without their names everybody and one person can still be chosen
  }
}
