// What a row of the register says in words.
import {number, t, today, tn} from '../../lib/words.js';
import {pill} from '../../lib/ui.js';
import {isHere} from './register.js';

const marks = {
  'missing-check-in': () => t('no check-in seen'), 'missing-check-out': () => t('no check-out seen'), 'closed-by-rule': () => t('closed by rule'),
  unpaired: () => t('an in without an out'), 'outside-window': () => t('seen outside the hours'), 'too-short': () => t('very short'),
  'worked-on-holiday': () => t('worked on a holiday'), 'worked-on-day-off': () => t('worked on a day off'),
};

const isSeen = row => Boolean(row.checkIn || row.firstSeen || row.checkOut);

// A status of the day as a pill. While nobody has confirmed that the person was there, it says so.
export function statusPill(row) {
  if (row.status === 'suggested' && isHere(row))
    return pill('suggested');
  return pill(statusOf(row), statusWord(row));
}

function statusOf(row) {
  if (!isSeen(row) && ['present', 'day-off', 'exception'].includes(row.dayStatus) && !row.shift)
    return 'day-off';
  if (row.dayStatus === 'present' && row.checkOut && row.day === today() && !row.marks.includes('in-progress'))
    return 'left';
  return row.dayStatus;
}

export function statusWord(row) {
  switch (statusOf(row)) {
  case 'present':
    return row.day === today() ? t('here') : t('was here');
  case 'left':
    return t('left');
  case 'late':
    return t('late');
  case 'expected':
    return t('not yet');
  case 'early-leave':
    return t('left early');
  case 'half-day':
    return t('half day');
  case 'absent':
    return t('absent');
  case 'excused':
    return t('excused');
  case 'holiday':
    return t('holiday');
  case 'day-off':
    return isSeen(row) ? t('here') : row.shift ? t('day off') : t('no schedule');
  default:
    return t('exception');
  }
}

export function noteOf(row) {
  const notes = [row.late ? t('late by {minutes}', {minutes: minutes(row.late)}) : '', row.leftEarly ? t('left {minutes} early', {minutes: minutes(row.leftEarly)}) : '',
    ...row.marks.map(mark => marks[mark]?.() ?? ''), row.overtime ? t('{minutes} overtime', {minutes: minutes(row.overtime)}) : '',
    row.marks.includes('corrected') ? t('corrected') : '', row.note];
  return notes.filter(Boolean).join(' · ');
}

// 95 → "1 h 35 min"
export function minutes(count) {
  const [hours, rest] = [Math.floor(count / 60), count % 60];
  return [hours ? `${number(hours)} h` : '', rest || !hours ? `${number(rest)} min` : ''].filter(Boolean).join(' ');
}

export function sourceWord(source) {
  return {face: t('by a camera'), pin: t('by PIN'), manual: t('entered by hand')}[source] ?? t('by rule');
}

// The page's first line.
export function headline(summary, isToday) {
  const here = summary.expected
    ? isToday ? t('{here} of {expected} here', {here: summary.here, expected: summary.expected + (summary.unplanned ?? 0)})
      : t('{here} of {expected} were here', {here: summary.here, expected: summary.expected + (summary.unplanned ?? 0)})
    : isToday ? t('{here} here', {here: summary.here}) : t('{here} were here', {here: summary.here});
  return [here, summary.late ? t('{count} late', {count: summary.late}) : '', summary.absent ? t('{count} absent', {count: summary.absent}) : '',
    isToday && summary.notYet ? t('{count} not yet', {count: summary.notYet}) : '', summary.excused ? t('{count} excused', {count: summary.excused}) : '',
    isToday && summary.camerasAway ? tn('{count} camera away', '{count} cameras away', summary.camerasAway) : ''].filter(Boolean).join(' · ');
}
