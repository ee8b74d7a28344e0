// Shifts: when people are expected, and what counts as late, early or overtime.

import {get, list, post, put, remove} from '../../lib/api.js';
import {fill, h} from '../../lib/dom.js';
import {may} from '../../lib/session.js';
import {confirmByName, toast} from '../../lib/ui.js';
import {t, tn} from '../../lib/words.js';
import {validityText} from './assignments.js';
import {allWeekdays, weekdayShort} from './form.js';
import {button, editDialog, loading, reading, section, table} from './parts.js';

const mostBreaks = 8;

// Rows of start, end and whether it is paid.
function breaksControl(onchange) {
  const rows = h('div', {class: 'breaks'});
  const row = pause => {
    const start = h('input', {type: 'time', value: pause.start, 'aria-label': t('Break starts'), oninput: onchange});
    const end = h('input', {type: 'time', value: pause.end, 'aria-label': t('Break ends'), oninput: onchange});
    const paid = h('input', {type: 'checkbox', checked: pause.paid, onchange});
    const element = h('div', {class: 'row'}, start, '–', end, h('label', {}, paid, ' ', t('paid')),
      button(t('Remove'), () => { element.remove(); onchange(); add.hidden = rows.childElementCount >= mostBreaks; }, {'aria-label': t('Remove this break')}));
    element.read = () => ({start: start.value, end: end.value, paid: paid.checked});
    return element;
  };
  const add = button(t('Add a break'), () => {
    rows.append(row({start: '12:00', end: '12:30', paid: false}));
    rows.lastChild.querySelector('input').focus();
    add.hidden = rows.childElementCount >= mostBreaks;
    onchange();
  });
  return {element: h('fieldset', {}, h('legend', {}, t('Breaks')), rows, add), isSet: true, read: () => [...rows.children].map(one => one.read()),
          write: values => fill(rows, (values ?? []).map(row))};
}

const breaksText = breaks => (breaks ?? []).map(pause => `${pause.start}–${pause.end}${pause.paid ? ` (${t('paid')})` : ''}`).join(', ') || '–';

function fields() {
  const minutes = (name, label, hint, max = 720) => ({name, label, type: 'number', min: 0, max, half: true, hint});
  return [
    {name: 'name', label: t('Name'), required: true, maxlength: 200},
    {name: 'start', label: t('Starts'), type: 'time', required: true, half: true},
    {name: 'end', label: t('Ends'), type: 'time', required: true, half: true, hint: t('At or before the start: on the next day.')},
    {name: 'days', label: t('On these days'), type: 'weekdays'},
    {name: 'validFrom', label: t('From'), type: 'date', half: true, hint: t('Empty: always was.')},
    {name: 'validUntil', label: t('Until'), type: 'date', half: true, hint: t('Empty: for good.')},
    {name: 'breaks', label: t('Breaks'), type: 'custom', make: breaksControl, show: breaksText},
    {type: 'heading', label: t('What counts')},
    minutes('lateGrace', t('Late after, minutes'), t('Nobody minds this much; beyond it, it counts from the start.')),
    minutes('earlyGrace', t('Left early before, minutes')),
    minutes('halfDayBelow', t('Half day below, minutes worked'), t('0: never.'), 1440),
    minutes('absentBelow', t('Absent below, minutes worked'), t('0: never.'), 1440),
    {name: 'mode', label: t('Check-in and check-out'), type: 'select', options: [
      ['first-in-last-out', t('First sight in, last sight out')], ['alternating', t('In, out, in, out: one reader at one door')], ['every-pair', t('Cameras that look one way: every in with its out')]]},
    {name: 'missingCheckOut', label: t('Where nobody was seen leaving'), type: 'select', options: [
      ['shift-end', t('The day ends with the shift')], ['last-seen', t('The day ends at the last sight')], ['leave-open', t('The day stays open until somebody enters the time')]]},
    {name: 'overtimeCounts', label: t('Overtime counts'), type: 'checkbox'},
    {...minutes('overtimeAtLeast', t('From this many minutes on'), null, 1440), when: now => now.overtimeCounts},
    {name: 'overtimeBefore', label: t('Also before the start'), type: 'checkbox', when: now => now.overtimeCounts},
    {type: 'heading', label: t('Fine tuning')},
    minutes('checkInBefore', t('Counted in from, minutes before the start')),
    minutes('checkOutAfter', t('Counted out until, minutes after the end')),
    {name: 'duplicateWithin', label: t('One sight within, seconds'), type: 'number', min: 0, max: 3600, half: true},
  ];
}

const defaults = {start: '08:00', end: '16:00', days: allWeekdays.slice(0, 5), validFrom: null, validUntil: null, breaks: [], lateGrace: 5, earlyGrace: 0, halfDayBelow: 0, absentBelow: 0,
                  mode: 'first-in-last-out', missingCheckOut: 'shift-end', overtimeCounts: false, overtimeAtLeast: 30, overtimeBefore: false, checkInBefore: 120, checkOutAfter: 240,
                  duplicateWithin: 60};

function pick(shift) {
  const {overtime, ...rest} = shift;
  const known = Object.fromEntries(Object.keys(defaults).concat('name').filter(name => name in rest).map(name => [name, rest[name]]));
  return {...known, overtimeCounts: overtime !== null, overtimeAtLeast: overtime?.atLeast ?? 30, overtimeBefore: overtime?.beforeStart ?? false};
}

function bodyOf(values) {
  const {overtimeCounts, overtimeAtLeast, overtimeBefore, ...rest} = values;
  return {...rest, overtime: overtimeCounts ? {atLeast: overtimeAtLeast ?? 0, beforeStart: overtimeBefore} : null};
}

function validate(values) {
  const wrong = {};
  if (!values.days.length)
    wrong.days = t('Choose at least one day.');
  if (values.validFrom && values.validUntil && values.validUntil < values.validFrom)
    wrong.validUntil = t('The last day is before the first.');
  for (const name of ['lateGrace', 'earlyGrace', 'halfDayBelow', 'absentBelow', 'checkInBefore', 'checkOutAfter', 'duplicateWithin']) {
    if (values[name] === null)
      wrong[name] = t('Enter a number.');
  }
  return wrong;
}

async function edit(shift, again) {
  const path = `/shifts/${encodeURIComponent(shift.id)}`;
  editDialog(t('Change shift'), {...await reading(path, pick), fields: fields(), validate, save: (values, etag) => put(path, bodyOf(values), {ifMatch: etag}),
    reread: () => reading(path, pick), done: ({data}) => {
      toast(t('{name} is changed, for the past too.', {name: data.name}));
      again();
    }}, {wide: true, intro: t('This changes the register of the past as well. To change it from some day on, end this shift and make another one.')});
}

function add(again) {
  editDialog(t('New shift'), {fields: fields(), validate, values: defaults, saveText: t('Make shift'), save: values => post('/shifts', bodyOf(values)), done: again}, {wide: true});
}

async function removeShift(shift, again) {
  const {data} = await get('/assignments', {shift: shift.id, limit: 500});
  if (data.items.length) {
    toast(t('{name} is still worked by some. Take their assignments back first.', {name: shift.name}), {bad: true});
    return;
  }
  const isGone = await confirmByName({title: t('Remove {name}?', {name: shift.name}), name: shift.name, action: t('Remove shift'), text: t('Nobody works it.'), act: () => remove(`/shifts/${encodeURIComponent(shift.id)}`)});
  if (isGone) {
    toast(t('{name} is removed.', {name: shift.name}));
    again();
  }
}

export const daysText = days => (days.length === 7 ? t('every day') : days.join() === allWeekdays.slice(0, 5).join() ? t('Monday to Friday') : days.map(weekdayShort).join(', '));

export function showShifts(host, {signal}) {
  const mayChange = may('manage-attendance');
  const body = section(host, {title: t('Shifts'), intro: t('When people are expected. Times are those of the clock on the wall.'),
                              actions: mayChange ? [button(t('New shift…'), () => add(again), {class: 'primary'})] : []});
  const again = loading(body, () => list('/shifts', {}, {signal}).all(), shifts => (shifts.length ? table(t('Shifts'), [
    {title: t('Name'), cell: shift => shift.name},
    {title: t('Hours'), class: 'nowrap', cell: shift => `${shift.start}–${shift.end}${shift.end <= shift.start ? ' +1' : ''}`},
    {title: t('Days'), cell: shift => daysText(shift.days)},
    {title: t('Breaks'), cell: shift => breaksText(shift.breaks)},
    {title: t('Grace'), class: 'nowrap', cell: shift => tn('{count} minute', '{count} minutes', shift.lateGrace)},
    {title: t('When'), cell: validityText},
    mayChange ? {title: '', class: 'actions', cell: shift => button(t('Remove…'), () => removeShift(shift, again), {'aria-label': t('Remove {name}', {name: shift.name})})} : null,
  ].filter(Boolean), shifts, mayChange ? {onopen: shift => edit(shift, again), name: shift => shift.name} : {}) : null),
  {signal, empty: {title: t('Make the first shift'), text: t('A shift says when people are expected; then the register knows who is late or absent.'), action: mayChange ? {label: t('New shift…'), act: () => add(again)} : null}});
}
