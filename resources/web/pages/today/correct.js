// "Correct…": a time or the day's status, entered by hand, with a reason. Nothing is overwritten: where somebody else corrected the same day in the meantime,
// both are shown and the form stays.
import {ApiError, get, post} from '../../lib/api.js';
import {instantOf, timeOfDay} from '../../lib/clock.js';
import {conflict} from '../../lib/conflict.js';
import {fill, h} from '../../lib/dom.js';
import {dialog, field} from '../../lib/ui.js';
import {addDays, dateTime, longDay, t, time} from '../../lib/words.js';

const reasonCharacters = 500;
const halfDay = 12 * 3_600_000;

const kinds = () => [['check-in', t('Came at')], ['check-out', t('Left at')], ['status', t('The whole day was')]];
const statuses = () => [['excused', t('excused')], ['absent', t('absent')], ['present', t('present')], ['half-day', t('half day')], ['day-off', t('day off')], ['holiday', t('holiday')]];
const options = pairs => pairs.map(([value, word]) => h('option', {value}, word));

// What a correction says: "Left at 17:05", "The whole day was excused".
export function correctionText(one) {
  const kind = Object.fromEntries(kinds())[one.kind];
  if (one.kind === 'status')
    return `${kind} ${Object.fromEntries(statuses())[one.status] ?? one.status}`;
  if (one.kind === 'ignore')
    return t('A sighting does not count');
  if (one.kind === 'withdraw')
    return t('An earlier correction was withdrawn');
  return `${kind} ${time(one.at)}`;
}

export const correctionsOf = (person, day, signal) => get('/corrections', {person, from: day, until: day}, {signal});

// correct({row, known: {data, etag} of correctionsOf, kind}) → true once a correction was made.
export async function correct({row, known, kind = row.checkIn ? 'check-out' : 'check-in'}) {
  const kindBox = h('select', {onchange: () => draw()}, options(kinds()));
  const timeBox = h('input', {type: 'time', oninput: () => hint()});
  const statusBox = h('select', {}, options(statuses()));
  const reasonBox = h('textarea', {maxlength: reasonCharacters, oninput: () => reasonField.problem(''), placeholder: t('For example: came by the back door')});
  const [timeField, statusField, reasonField] = [field(t('Time'), timeBox), field(t('Status'), statusBox), field(t('Reason'), reasonBox, {hint: t('Stays with the entry, with your name.')})];
  const trouble = h('div', {class: 'trouble'});
  kindBox.value = kind;
  let etag = known.etag;

  const usualTime = () => kindBox.value === 'check-in' ? row.checkIn ?? row.shiftStart : row.checkOut ?? row.shiftEnd;
  // Before the check-in a check-out is on the next day: a night shift.
  const instant = () => {
    const same = instantOf(row.day, timeBox.value);
    const start = row.checkIn ?? row.shiftStart;
    const isNextDay = kindBox.value === 'check-out' && start && Date.parse(same) < Date.parse(start) && row.shiftEnd && Date.parse(row.shiftEnd) - Date.parse(same) > halfDay;
    return isNextDay ? instantOf(addDays(row.day, 1), timeBox.value) : same;
  };
  const hint = () => {
    const at = timeBox.value ? instant() : null;
    timeField.problem('');
    timeField.querySelector('.hint').hidden = !at || at.startsWith(row.day);
    timeField.querySelector('.hint').textContent = at ? dateTime(at) : '';
  };
  const draw = () => {
    const isStatus = kindBox.value === 'status';
    timeField.hidden = isStatus;
    statusField.hidden = !isStatus;
    timeBox.disabled = isStatus;
    timeBox.value = usualTime() ? timeOfDay(usualTime()) : '';
    hint();
  };
  const entry = () => ({person: row.person, kind: kindBox.value, day: row.day, reason: reasonBox.value.trim(), ...(row.shift ? {shift: row.shift} : {}),
    ...(kindBox.value === 'status' ? {status: statusBox.value} : {at: instant()})});

  const save = async () => {
    reasonField.problem(reasonBox.value.trim() ? '' : t('Say why, so that others can follow it.'));
    timeField.problem(timeBox.value || timeBox.disabled ? '' : t('Enter a time.'));
    if (!reasonBox.value.trim() || (!timeBox.value && !timeBox.disabled))
      throw new ApiError({detail: t('Something is missing.')});
    try {
      await post('/corrections', entry(), {ifMatch: etag});
    } catch (error) {
      if (error.status !== 412)
        throw error;
      await showBoth();
      throw new ApiError({status: 412, detail: t('Not saved yet.')});
    }
  };
  const showBoth = async () => {
    const now = await correctionsOf(row.person, row.day);
    const before = new Set(known.data.items.map(one => one.id));
    const theirs = now.data.items.filter(one => !before.has(one.id));
    etag = now.etag;  // who saves after having seen both means it
    fill(trouble, conflict({text: t('Somebody else corrected this day in the meantime. Yours is not saved. Save again to add it to theirs, or close this to keep theirs alone.'),
      rows: theirs.map(one => ({label: one.by, theirs: `${correctionText(one)} (${one.reason})`, mine: correctionText(entry())}))}));
  };

  draw();
  const asked = dialog({title: t('Correct {name}', {name: row.name}), body: [h('p', {class: 'soft'}, longDay(row.day)), trouble, field(t('What'), kindBox), timeField, statusField, reasonField],
    actions: [{label: t('Cancel'), value: false}, {label: t('Save correction'), primary: true, value: true, act: save}]});
  return await asked.closed === true;
}

