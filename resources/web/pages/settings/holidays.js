// Holidays: days on which no shift counts, for everybody or for one group.

import {list, post, put, remove} from '../../lib/api.js';
import {may} from '../../lib/session.js';
import {toast} from '../../lib/ui.js';
import {day, t} from '../../lib/words.js';
import {attempt, button, editDialog, loading, reading, section, table} from './parts.js';

const fullDay = text => day(text, {weekday: 'short', day: 'numeric', month: 'long', year: 'numeric'});
const pick = ({name, first, last, yearly, group}) => ({name, first, last, yearly, group: group ?? ''});
const bodyOf = values => ({name: values.name, first: values.first, last: values.last || values.first, yearly: values.yearly, group: values.group || null});

function fields(groups) {
  return [{name: 'name', label: t('Name'), required: true, maxlength: 200, placeholder: t('Christmas')},
          {name: 'first', label: t('First day'), type: 'date', required: true, half: true}, {name: 'last', label: t('Last day'), type: 'date', half: true, hint: t('Empty: one day.')},
          {name: 'yearly', label: t('Every year on the same days'), type: 'checkbox'},
          {name: 'group', label: t('For whom'), type: 'select', options: [['', t('Everybody')], ...groups.map(group => [group.name, group.name])]}];
}
const validate = values => (values.last && values.first && values.last < values.first ? {last: t('The last day is before the first.')} : {});

async function edit(holiday, again) {
  const path = `/holidays/${encodeURIComponent(holiday.id)}`;
  const [groups, now] = await Promise.all([list('/groups').all(), reading(path, pick)]);
  editDialog(t('Change holiday'), {...now, fields: fields(groups), validate, save: (values, etag) => put(path, bodyOf(values), {ifMatch: etag}),
    reread: () => reading(path, pick), done: again});
}

async function add(again) {
  const groups = await list('/groups').all();
  editDialog(t('New holiday'), {fields: fields(groups), validate, values: {yearly: false, group: ''}, saveText: t('Add holiday'), save: values => post('/holidays', bodyOf(values)), done: again});
}

// Gone at once, and back on Undo, with its id.
function removeHoliday(holiday, control, again) {
  return attempt(control, async () => {
    await remove(`/holidays/${encodeURIComponent(holiday.id)}`);
    toast(t('{name} is removed; its days count as usual.', {name: holiday.name}), {undo: async () => {
      await post('/holidays', {id: holiday.id, ...bodyOf(pick(holiday))});
      again();
    }});
    again();
  });
}

export function showHolidays(host, {signal}) {
  const mayChange = may('manage-attendance');
  const body = section(host, {title: t('Holidays'), intro: t('Nobody is expected on these days; who works nevertheless has overtime.'),
                              actions: mayChange ? [button(t('New holiday…'), () => add(again), {class: 'primary'})] : []});
  const again = loading(body, () => list('/holidays', {}, {signal}).all(), holidays => (holidays.length ? table(t('Holidays'), [
    {title: t('Name'), cell: one => one.name},
    {title: t('Days'), cell: one => (one.first === one.last ? fullDay(one.first) : `${fullDay(one.first)} – ${fullDay(one.last)}`)},
    {title: t('Again'), cell: one => (one.yearly ? t('every year') : t('once'))},
    {title: t('For whom'), cell: one => one.group ?? t('Everybody')},
    mayChange ? {title: '', class: 'actions', cell: one => button(t('Remove'), event => removeHoliday(one, event.currentTarget, again), {'aria-label': t('Remove {name}', {name: one.name})})} : null,
  ].filter(Boolean), [...holidays].sort((a, b) => a.first.localeCompare(b.first)), mayChange ? {onopen: one => edit(one, again), name: one => one.name} : {}) : null),
  {signal, empty: {title: t('No holidays yet'), text: t('Public holidays and company holidays take the place of all shifts.'), action: mayChange ? {label: t('New holiday…'), act: () => add(again)} : null}});
}
