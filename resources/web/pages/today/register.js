// The rows of one day's register, kept up to date: they come in pages, then change by events.
import {get} from '../../lib/api.js';
import {Emitter} from '../../lib/emitter.js';
import * as events from '../../lib/events.js';

const firstPage = 80;      // rows: a screen and some, so that something is there at once
const nextPages = 500;
const settle = 300;        // ms in which changes are gathered
const fewPeople = 20;      // that are asked for one by one; beyond that the whole day is

export const keyOf = row => `${row.person}|${row.shift ?? ''}`;
const folded = name => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

export class Register {
  #changes = new Emitter();
  #signal;
  #changed = new Set();
  #isAllChanged = false;
  #timer = 0;
  #load = 0;
  day;
  rows = [];
  isWhole = false;

  constructor(day, signal) {
    this.day = day;
    this.#signal = signal;
    // Where the day or the people are not named, anything may have changed.
    events.on('register', ({day: changed, people}) => (!changed || changed === this.day) && this.#gather(people), {signal});
    events.on('back', () => this.load().catch(() => {}), {signal});
    signal.addEventListener('abort', () => clearTimeout(this.#timer), {once: true});
  }

  // 'change' hears (rows): some came or changed.
  on(name, listener) { return this.#changes.on(name, listener, {signal: this.#signal}); }

  // Reads the whole day; rows that are shown already stay until they are replaced.
  async load() {
    const mine = ++this.#load;
    const isFirst = this.rows.length === 0;
    const gathered = [];
    let cursor = null;
    do {
      const {data} = await get('/attendance', {day: this.day, everybody: true, limit: gathered.length ? nextPages : firstPage, cursor}, {signal: this.#signal});
      if (mine !== this.#load)
        return;
      gathered.push(...data.items.map(prepared));
      cursor = data.next;
      this.isWhole = !cursor;
      if (isFirst || !cursor)
        this.#become([...gathered]);
    } while (cursor);
  }

  // One person's rows as they are now.
  async refresh(person) {
    const {data} = await get('/attendance/days', {person, from: this.day, until: this.day}, {signal: this.#signal});
    this.#become([...this.rows.filter(row => row.person !== person), ...data.items.map(prepared)]);
  }

  // Something that rows show beside their own is another: all of them are made anew.
  renew() {
    this.rows = this.rows.map(row => ({...row}));
    this.#changes.emit('change', this.rows);
  }

  of(person) { return this.rows.find(row => row.person === person); }

  // Rows that say what they said stay the same objects: their elements stay as well.
  #become(rows) {
    const before = new Map(this.rows.map(row => [keyOf(row), row]));
    this.rows = rows.map(row => {
      const had = before.get(keyOf(row));
      return had && same(had, row) ? had : row;
    });
    this.#changes.emit('change', this.rows);
  }

  #gather(people) {
    if (people)
      people.forEach(person => this.#changed.add(person));
    else
      this.#isAllChanged = true;
    this.#timer ||= setTimeout(() => this.#catchUp(), settle);
  }

  async #catchUp() {
    const people = [...this.#changed];
    const isAll = this.#isAllChanged || people.length > fewPeople;
    this.#changed.clear();
    this.#isAllChanged = false;
    try {
      if (isAll)
        await this.load();
      else
        await Promise.all(people.map(person => this.refresh(person).catch(error => {
          if (error.status !== 404)
            throw error;
          this.#become(this.rows.filter(row => row.person !== person));  // erased, or merged into somebody else
        })));
    } catch {
      // The line is down: the next hello reads everything again.
    }
    this.#timer = (this.#changed.size || this.#isAllChanged) && !this.#signal.aborted ? setTimeout(() => this.#catchUp(), settle) : 0;
  }
}

// Of ten thousand rows each time: values, and lists of words.
const isSame = (a, b) => a === b || (Array.isArray(a) && Array.isArray(b) && a.join() === b.join());
const same = (a, b) => a === b || (Object.keys(a).length === Object.keys(b).length && Object.keys(b).every(name => isSame(a[name], b[name])));

function prepared(row) {
  return {...row, folded: folded(row.name)};
}

// --- which rows are shown, and in which order ---------------------------------------------------------------------------

const present = new Set(['present', 'late', 'early-leave', 'half-day', 'exception']);
export const isHere = row => present.has(row.dayStatus) || (['holiday', 'day-off'].includes(row.dayStatus) && Boolean(row.checkIn || row.checkOut));

// The same words and numbers as GET /api/v1/summary.
export const filters = {
  here: isHere,
  late: row => row.marks.includes('late'),
  absent: row => row.dayStatus === 'absent',
  'not-yet': row => row.dayStatus === 'expected',
  left: row => isHere(row) && Boolean(row.checkOut) && !row.marks.includes('in-progress'),
  excused: row => row.dayStatus === 'excused',
  suggested: row => row.status === 'suggested' && isHere(row),
};

const later = '9';  // after every time
const orders = {
  in: (a, b) => compare(a.checkIn ?? a.firstSeen ?? later, b.checkIn ?? b.firstSeen ?? later) || compare(a.folded, b.folded),
  out: (a, b) => compare(a.checkOut ?? later, b.checkOut ?? later) || compare(a.folded, b.folded),
  name: (a, b) => compare(a.folded, b.folded) || compare(a.person, b.person),
  status: (a, b) => compare(a.dayStatus, b.dayStatus) || compare(a.folded, b.folded),
};
const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;

export function chosen(rows, {filter, text, order = 'in', isReversed = false}) {
  const wanted = folded(text ?? '').trim();
  const passes = filters[filter] ?? (() => true);
  const found = rows.filter(row => passes(row) && (!wanted || row.folded.includes(wanted)));
  found.sort(orders[order]);
  return isReversed ? found.reverse() : found;
}

// How many different people each filter has.
export function counts(rows) {
  const all = Object.fromEntries(Object.keys(filters).map(name => [name, new Set()]));
  const people = new Set();
  for (const row of rows) {
    people.add(row.person);
    for (const [name, passes] of Object.entries(filters))
      passes(row) && all[name].add(row.person);
  }
  return {all: people.size, ...Object.fromEntries(Object.entries(all).map(([name, set]) => [name, set.size]))};
}
