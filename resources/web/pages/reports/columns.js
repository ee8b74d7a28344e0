// The columns of a report as the page shows them. The server's rows carry English words for status and remarks; here they are said in the reader's language.

import {h} from '../../lib/dom.js';
import {pill} from '../../lib/ui.js';
import {day, number, t} from '../../lib/words.js';

// "2026-11-23 08:20" → "08:20", with +1 where it is on the next day.
export function clockOf(text, ofDay) {
  if (!text)
    return '';
  const away = Math.round((Date.parse(text.slice(0, 10)) - Date.parse(ofDay)) / 86_400_000);
  return text.slice(11, 16) + (away ? ` ${away > 0 ? '+' : '−'}${Math.abs(away)}` : '');
}

export const hours = minutes => (minutes ? `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}` : '');

const shapes = {present: 'present', late: 'late', 'left early': 'early-leave', 'half day': 'half-day', absent: 'absent', excused: 'excused', holiday: 'holiday', 'day off': 'day-off', expected: 'expected', exception: 'exception'};
const statusPill = status => pill(shapes[status] ?? 'unknown', t(status));

// Remarks are words of the program and an operator's own note, with commas between: what is no word of the program stays as it was written.
const ownWords = new Set(['no check-in', 'no check-out', 'closed by rule', 'in or out missing', 'seen outside of the shift\'s window', 'too short', 'on a holiday', 'on a day off', 'not confirmed', 'corrected', 'so far']);
export const remarksText = remarks => (remarks ?? '').split(', ').map(part => (ownWords.has(part) ? t(part) : part)).join(', ');

const name = () => ({key: 'name', title: t('Person'), width: 22, cell: row => h('a', {href: `#/people/${encodeURIComponent(row.person)}`}, row.name)});
const groups = () => ({key: 'groups', title: t('Groups'), width: 16, cell: row => row.groups});
const duration = (key, title, width = 9) => ({key, title, width, number: true, cell: row => hours(row[key])});
const count = (key, title, width = 10) => ({key, title, width, number: true, cell: row => (row[key] ? number(row[key]) : '')});

const dayColumns = () => [name(), {key: 'date', title: t('Day'), width: 15, cell: row => day(row.date, {weekday: 'short', day: 'numeric', month: 'short', year: 'numeric'})},
  {key: 'status', title: t('Status'), width: 15, cell: row => statusPill(row.status), value: row => t(row.status)},
  {key: 'checkIn', title: t('In'), width: 7, number: true, cell: row => clockOf(row.checkIn, row.date), value: row => row.checkIn?.slice(11)},
  {key: 'checkOut', title: t('Out'), width: 7, number: true, cell: row => clockOf(row.checkOut, row.date), value: row => row.checkOut?.slice(11)},
  duration('late', t('Late')), duration('leftEarly', t('Left early'), 11), duration('worked', t('Worked')), duration('overtime', t('Overtime'), 10),
  {key: 'shift', title: t('Shift'), width: 16, cell: row => row.shift}, {key: 'remarks', title: t('Remarks'), width: 34, cell: row => h('span', {title: remarksText(row.remarks)}, remarksText(row.remarks))}, groups()];

const summaryColumns = () => [name(), groups(), count('shifts', t('Shifts')), count('attended', t('Attended'), 11), count('timesLate', t('Times late'), 11), count('timesLeftEarly', t('Times left early'), 15),
  count('halfDays', t('Half days'), 11), count('absent', t('Absent'), 10), count('excused', t('Excused'), 12), count('exceptions', t('Exceptions'), 12), duration('worked', t('Worked')),
  duration('overtime', t('Overtime'), 10), duration('late', t('Late')), duration('leftEarly', t('Left early'), 11)];

export const columnsOf = kind => (kind === 'summary' ? summaryColumns() : dayColumns());
