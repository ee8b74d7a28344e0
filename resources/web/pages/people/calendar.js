// A month of one person's register: each day a status with its colour, shape and word; a day leads to the register of that day.
import {get} from '../../lib/api.js';
import {fill, h} from '../../lib/dom.js';
import {href} from '../../lib/route.js';
import {button, dot, problemOf} from '../../lib/ui.js';
import {addDays, day as dayText, longDay, t, time, today} from '../../lib/words.js';
import {noteOf, statusWord} from '../today/row_words.js';

const monthOf = day => day.slice(0, 7);
const firstOf = month => `${month}-01`;
const lastOf = month => addDays(firstOf(nextMonth(month, 1)), -1);
const weekdayOf = day => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;  // 0 is Monday
const order = ['late', 'absent', 'exception', 'half-day', 'early-leave', 'present', 'excused', 'holiday', 'expected', 'day-off'];

function nextMonth(month, count) {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

// calendar({person, signal}) → an element
export function calendar({person, signal}) {
  let month = monthOf(today());
  const title = h('h3', {'aria-live': 'polite'});
  const grid = h('div', {class: 'calendar', role: 'group', 'aria-label': t('Month')});
  const go = count => {
    month = nextMonth(month, count);
    load();
  };
  const ahead = button('', {class: 'quiet square', icon: 'chevron-right', 'aria-label': t('The month after'), onclick: () => go(1)});
  const element = h('section', {class: 'card-part'}, h('header', {class: 'part-head'}, h('h2', {}, t('Register')),
    h('div', {class: 'row'}, button('', {class: 'quiet square', icon: 'chevron-left', 'aria-label': t('The month before'), onclick: () => go(-1)}), title, ahead)), grid);

  async function load() {
    const asked = month;
    title.textContent = dayText(firstOf(month), {month: 'long', year: 'numeric'});
    ahead.disabled = month >= monthOf(today());
    draw(new Map());
    try {
      const {data} = await get('/attendance/days', {person, from: firstOf(month), until: lastOf(month), limit: 500}, {signal});
      if (asked === month)
        draw(byDay(data.items));
    } catch (error) {
      if (!signal.aborted && asked === month)
        fill(grid, h('p', {class: 'problem', role: 'alert'}, problemOf(error)));
    }
  }

  function draw(days) {
    const names = Array.from({length: 7}, (_, i) => h('span', {class: 'calendar-name', 'aria-hidden': 'true'}, dayText(addDays('2024-01-01', i), {weekday: 'short'})));
    const cells = [];
    for (let day = firstOf(month); monthOf(day) === month; day = addDays(day, 1))
      cells.push(cell(day, days.get(day)));
    cells[0].style.setProperty('grid-column-start', String(weekdayOf(firstOf(month)) + 1));
    fill(grid, names, cells);
  }

  function cell(day, row) {
    const number = h('span', {class: 'calendar-number', 'aria-hidden': String(Boolean(row) && day <= today())}, String(Number(day.slice(8))));
    if (!row || day > today())
      return h('span', {class: day > today() ? 'calendar-day ahead' : 'calendar-day'}, number);
    const word = [longDay(day), statusWord(row), row.checkIn ? `${time(row.checkIn)}–${time(row.checkOut)}` : '', noteOf(row)].filter(Boolean).join(', ');
    return h('a', {class: 'calendar-day', href: href('today', [], {day, person}), title: word, 'aria-current': day === today() ? 'date' : undefined}, number, h('span', {class: 'visually-hidden'}, word),
      h('span', {class: 'calendar-state', 'aria-hidden': 'true'}, dot(row.dayStatus === 'day-off' && row.checkIn ? 'present' : row.dayStatus), row.checkIn ? h('span', {class: 'number'}, time(row.checkIn)) : null));
  }

  load();
  return element;
}

// Of two shifts on one day the one that says more.
function byDay(items) {
  const days = new Map();
  for (const row of items) {
    const had = days.get(row.day);
    if (!had || order.indexOf(row.dayStatus) < order.indexOf(had.dayStatus))
      days.set(row.day, row);
  }
  return days;
}
