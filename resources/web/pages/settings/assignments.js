// Who works which shift: a person or a group, for some days or for good. An assignment is taken back and made anew, not changed: the
// register is computed from them.

import {get, list, post, remove} from '../../lib/api.js';
import {h} from '../../lib/dom.js';
import {pickPerson} from '../../lib/pick.js';
import {may} from '../../lib/session.js';
import {toast} from '../../lib/ui.js';
import {day, t, today} from '../../lib/words.js';
import {attempt, button, editDialog, loading, section, table} from './parts.js';

const fullDay = text => day(text, {day: 'numeric', month: 'short', year: 'numeric'});

export function validityText({validFrom, validUntil}) {
  if (!validFrom && !validUntil)
    return t('always');
  if (!validFrom)
    return t('until {day}', {day: fullDay(validUntil)});
  return validUntil ? `${fullDay(validFrom)} – ${fullDay(validUntil)}` : t('from {day}', {day: fullDay(validFrom)});
}

function personControl(onchange) {
  let chosen = null;
  const box = pickPerson({label: t('Person'), onpick: person => {
    chosen = person;
    onchange();
  }});
  return {element: h('div', {class: 'field-like'}, h('span', {class: 'label'}, t('Person')), box), read: () => chosen, write: () => {}, isSet: true};
}

function fields(shifts, groups) {
  return [{name: 'shift', label: t('Shift'), type: 'select', options: shifts.map(shift => [shift.id, `${shift.name} (${shift.start}–${shift.end})`])},
          {name: 'who', label: t('For'), type: 'select', options: [['group', t('a group')], ['person', t('one person')]]},
          {name: 'group', label: t('Group'), type: 'select', options: groups.map(group => [group.name, t('{name} ({count} people)', {name: group.name, count: group.people})]), when: now => now.who === 'group',
           hint: groups.length ? null : t('Nobody is in a group yet; groups are entered with the people.')},
          {name: 'person', label: t('Person'), type: 'custom', make: personControl, when: now => now.who === 'person'},
          {name: 'validFrom', label: t('From'), type: 'date', half: true, hint: t('Empty: from the beginning, for the past too.')},
          {name: 'validUntil', label: t('Until'), type: 'date', half: true, hint: t('Empty: for good.')}];
}

function validate(values) {
  const wrong = {};
  if (values.who === 'group' && !values.group)
    wrong.group = t('Choose a group.');
  if (values.who === 'person' && !values.person)
    wrong.person = t('Choose a person.');
  if (values.validFrom && values.validUntil && values.validUntil < values.validFrom)
    wrong.validUntil = t('The last day is before the first.');
  return wrong;
}

const bodyOf = one => ({shift: one.shift, ...(one.person ? {person: one.person} : {group: one.group}), validFrom: one.validFrom, validUntil: one.validUntil});

async function add(again) {
  const [shifts, groups] = await Promise.all([list('/shifts').all(), list('/groups').all()]);
  editDialog(t('Assign a shift'), {
    fields: fields(shifts, groups), validate, values: {shift: shifts[0]?.id, who: groups.length ? 'group' : 'person', group: groups[0]?.name ?? '', validFrom: today()}, saveText: t('Assign'),
    save: values => post('/assignments', bodyOf({...values, person: values.who === 'person' ? values.person.id : null})), done: again,
  });
}

function takeBack(one, control, again) {
  return attempt(control, async () => {
    await remove(`/assignments/${encodeURIComponent(one.id)}`);
    toast(t('The assignment is taken back, for the past too.'), {undo: async () => {
      await post('/assignments', {id: one.id, ...bodyOf(one)});
      again();
    }});
    again();
  });
}

// The names of the people in the assignments; somebody who was erased meanwhile keeps their id.
async function namesOf(assignments, signal) {
  const ids = [...new Set(assignments.map(one => one.person).filter(Boolean))];
  const names = new Map();
  for (let at = 0; at < ids.length; at += 8)
    await Promise.all(ids.slice(at, at + 8).map(async id => names.set(id, (await get(`/people/${encodeURIComponent(id)}`, {}, {signal}).catch(() => null))?.data.name ?? id)));
  return names;
}

export function showAssignments(host, {signal}) {
  const mayChange = may('manage-attendance');
  const body = section(host, {title: t('Who works them'), intro: t('A person’s own assignments take the place of those of their groups.'),
                              actions: mayChange ? [button(t('Assign a shift…'), () => add(again), {class: 'primary'})] : []});
  const load = async () => {
    const [assignments, shifts] = await Promise.all([list('/assignments', {}, {signal}).first(500), list('/shifts', {}, {signal}).all()]);
    return {assignments, shifts: new Map(shifts.map(shift => [shift.id, shift])), names: await namesOf(assignments, signal)};
  };
  const again = loading(body, load, ({assignments, shifts, names}) => (assignments.length ? table(t('Who works them'), [
    {title: t('Who'), cell: one => (one.person ? names.get(one.person) : h('span', {}, one.group, h('span', {class: 'tag'}, t('group'))))},
    {title: t('Shift'), cell: one => shifts.get(one.shift)?.name ?? one.shift},
    {title: t('When'), cell: validityText},
    mayChange ? {title: '', class: 'actions', cell: one => button(t('Take back'), event => takeBack(one, event.currentTarget, again))} : null,
  ].filter(Boolean), assignments) : null),
  {signal, empty: {title: t('Nobody has a shift yet'), text: t('Without one nobody is late or absent: the first sight of the day is the check-in, the last one the check-out.'),
                   action: mayChange ? {label: t('Assign a shift…'), act: () => add(again)} : null}});
}
