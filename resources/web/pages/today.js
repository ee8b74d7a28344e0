// Today: one line that says it, the register of a day, and what happens now.
import {get} from '../lib/api.js';
import {isAway, nameOf} from '../lib/camera.js';
import {isDay} from '../lib/clock.js';
import {fill, h} from '../lib/dom.js';
import * as events from '../lib/events.js';
import {go, href, setQuery} from '../lib/route.js';
import {may} from '../lib/session.js';
import {button, chips, states} from '../lib/ui.js';
import {addDays, longDay, t, today} from '../lib/words.js';
import {people, trend} from './today/aside.js';
import {openDay} from './today/day_panel.js';
import {Register, chosen, counts, keyOf} from './today/register.js';
import {headline} from './today/row_words.js';
import {suggestions} from './today/suggestions.js';
import {registerTable} from './today/table.js';

export const title = 'Today';

const summaryRest = 1000;  // ms between two summaries while much happens
const dayTurn = 30_000;    // ms between two looks at the date

export async function show(host, {query, signal}) {
  if (!may('view-attendance'))
    return void fill(host, states.empty({icon: 'today', title: t('The register is not for this account'), text: t('Your account is limited to some cameras. Live shows them.'),
      action: {label: t('Go to Live'), act: () => go('live')}}));
  const day = isDay(query.day) ? query.day : today();
  const page = new TodayPage(host, {day, query, signal});
  await page.start();
}

class TodayPage {
  #open = null;  // the side panel and whose it is
  #summary = null;
  #summaryTimer = 0;

  constructor(host, {day, query, signal}) {
    this.host = host;
    this.day = day;
    this.signal = signal;
    this.cameras = new Map();
    this.lacksCamera = false;  // until they were read
    this.choice = {filter: query.filter ?? null, text: query.q ?? '', order: query.sort ?? 'in', isReversed: query.reversed === '1'};
    this.register = new Register(day, signal);
    this.asked = query.person ?? null;
    this.build();
  }

  build() {
    const isToday = this.day === today();
    this.line = h('p', {class: 'headline', role: 'status'}, '…');
    this.chips = chips({label: t('Filter'), items: this.chipItems({}), selected: this.choice.filter, onchange: filter => this.choose({filter})});
    this.search = h('input', {type: 'search', class: 'find', placeholder: t('Find in this day'), 'aria-label': t('Find in this day'), value: this.choice.text, oninput: () => this.choose({text: this.search.value})});
    this.table = registerTable({cameras: this.cameras, onOpen: row => this.openRow(row), onSort: order => this.sort(order)});
    this.people = people({onOpen: row => this.openRow(this.present(row)), onAll: filter => this.choose({filter})});
    this.suggestions = suggestions({day: this.day, cameras: this.cameras, signal: this.signal, nameOf: id => this.register.of(id)?.name ?? id, onDecided: person => this.refresh(person)});
    this.main = h('div', {class: 'today-main'}, states.loading(10));
    this.trendPart = h('div', {});
    this.side = h('aside', {class: 'today-side', 'aria-label': t('Now')}, this.trendPart, this.people.element);
    fill(this.host, h('div', {class: 'today'},
      h('header', {class: 'today-head'}, h('div', {}, h('h1', {}, isToday ? t('Today') : longDay(this.day)), this.line), h('div', {class: 'row'}, this.search, this.dayPicker())),
      this.suggestions.element,
      this.chips, this.main, this.side));
  }

  dayPicker() {
    const to = day => go('today', [], {day: day === today() ? null : day});
    const box = h('input', {type: 'date', value: this.day, max: today(), 'aria-label': t('Day'), onchange: () => isDay(box.value) && to(box.value)});
    return h('div', {class: 'day-picker'}, button('', {kind: 'quiet', icon: 'chevron-left', class: 'quiet square', 'aria-label': t('The day before'), onclick: () => to(addDays(this.day, -1))}), box,
      button('', {kind: 'quiet', icon: 'chevron-right', class: 'quiet square', 'aria-label': t('The day after'), disabled: this.day >= today(), onclick: () => to(addDays(this.day, 1))}),
      this.day === today() ? null : button(t('Today'), {onclick: () => to(today())}));
  }

  async start() {
    this.register.on('change', () => this.draw());
    events.on('register', ({day}) => (!day || day === this.day) && this.summariseLater(), {signal: this.signal});
    events.on('back', () => {
      this.summariseLater();
      this.suggestions.load().catch(() => {});
    }, {signal: this.signal});
    this.followCameras();
    events.on('sighting', ({sighting}) => sighting?.status === 'suggested' && this.suggestions.load().catch(() => {}), {signal: this.signal});
    this.signal.addEventListener('abort', () => { clearTimeout(this.#summaryTimer); clearInterval(this.turn); }, {once: true});
    this.watchMidnight();
    await Promise.all([this.loadRegister(), this.summarise(), this.loadCameras()]);
    await this.suggestions.load().catch(() => {});
    const asked = this.asked && this.register.of(this.asked);
    if (asked && !this.signal.aborted)
      this.openRow(asked);
  }

  // A camera's figures come every two seconds: only one that comes, goes or has another name changes anything here.
  followCameras() {
    const seen = new Map();
    events.on('camera', ({camera}) => {
      const name = nameOf(camera);
      const now = `${isAway(camera)} ${name}`;
      const before = seen.get(camera.id);
      seen.set(camera.id, now);
      if (before === now)
        return;
      if (this.cameras.get(camera.id) !== name) {
        this.cameras.set(camera.id, name);
        this.lacksCamera = false;
        this.register.renew();
      }
      if (before !== undefined && this.day === today())
        this.summariseLater();
    }, {signal: this.signal});
    events.on('camera-gone', () => this.day === today() && this.summariseLater(), {signal: this.signal});
  }

  // Left open overnight, the page goes on with the new day; who is at work with the old one finishes first.
  watchMidnight() {
    const began = today();
    this.turn = setInterval(() => {
      if (this.day === began && today() !== began && !document.querySelector('dialog[open], .side-panel'))
        go('today', [], {at: today()});
    }, dayTurn);
  }

  async loadRegister() {
    try {
      await this.register.load();
    } catch (error) {
      if (!this.signal.aborted)
        fill(this.main, states.error(error, () => {
          fill(this.main, states.loading(10));
          return this.loadRegister();
        }));
    }
  }

  async loadCameras() {
    try {
      for (const camera of (await get('/cameras', {limit: 500}, {signal: this.signal})).data.items)
        this.cameras.set(camera.id, nameOf(camera));
      this.lacksCamera = !this.cameras.size && may('manage-cameras');
      this.register.renew();
    } catch {
      // Rows show ids instead of names.
    }
  }

  async summarise() {
    try {
      this.#summary = (await get('/summary', {day: this.day}, {signal: this.signal})).data;
      this.line.textContent = headline(this.#summary, this.day === today());
      fill(this.trendPart, trend(this.#summary));
    } catch (error) {
      if (!this.signal.aborted && !this.#summary)
        this.line.textContent = t('The numbers of this day cannot be read.');
    }
  }

  summariseLater() {
    this.#summaryTimer ||= setTimeout(() => {
      this.#summaryTimer = 0;
      this.summarise();
    }, summaryRest);
  }

  async refresh(person) {
    this.summariseLater();
    await this.register.refresh(person).catch(() => {});
  }

  choose(change) {
    Object.assign(this.choice, change);
    const {filter, text, order, isReversed} = this.choice;
    setQuery({filter, q: text, sort: order === 'in' ? null : order, reversed: isReversed ? '1' : null});
    this.draw();
  }

  sort(order) {
    this.choose({order, isReversed: order === this.choice.order ? !this.choice.isReversed : false});
  }

  chipItems(found) {
    const item = (value, label) => ({value, label, count: found[value ?? 'all']});
    const items = [item(null, t('All')), item('here', t('Here')), item('late', t('Late')), item('not-yet', t('Not yet')), item('absent', t('Absent')), item('left', t('Left')), item('excused', t('Excused')),
      item('suggested', t('Suggested'))];
    return items.filter(({value, count}) => value === null || count || value === this.choice?.filter || ['here', 'late', 'absent'].includes(value));
  }

  draw() {
    if (this.signal.aborted)
      return;
    const {rows, isWhole} = this.register;
    const found = chosen(rows, this.choice);
    this.chips.update({items: this.chipItems(isWhole ? counts(rows) : {}), selected: this.choice.filter});
    this.people.update(rows);
    this.suggestions.redraw();
    if (found.length) {
      if (!this.main.contains(this.table.element))
        fill(this.main, this.table.element, this.more = h('p', {class: 'register-more soft', role: 'status'}));
      this.table.update(found, this.choice);
      this.more.textContent = isWhole ? '' : t('{count} so far, more are on their way…', {count: rows.length});
    } else if (isWhole)
      this.drawNothing(rows.length);
    this.#open?.row && this.updateOpen();
  }

  // Without a schedule nobody is expected: the register has those alone who were seen.
  async drawNothing(all) {
    const isAnybody = all > 0 || (await get('/people', {limit: 1}, {signal: this.signal}).catch(() => ({data: {items: [null]}}))).data.items.length > 0;
    if (!this.signal.aborted && this.register.isWhole && this.register.rows.length === all && !chosen(this.register.rows, this.choice).length)
      fill(this.main, this.nothing(all, isAnybody));
  }

  nothing(all, isAnybody) {
    if (all)
      return states.empty({icon: 'search', title: t('Nobody fits'), text: t('None of {count} people of this day is what you look for.', {count: all}),
        action: {label: t('Show everybody'), act: () => {
          this.search.value = '';
          this.choose({filter: null, text: ''});
        }}});
    if (isAnybody)
      return states.empty({icon: 'today', title: this.day === today() ? t('Nobody was seen yet') : t('Nobody was seen on this day'), text: t('Whoever a camera recognises is here at once. Those who have a schedule are here before they come.'),
        action: this.steps(this.pairing('button primary'), may('manage-attendance') ? button(t('Make a schedule'), {kind: this.lacksCamera ? '' : 'primary', onclick: () => go('settings', ['schedules'])}) : null)});
    return states.empty({icon: 'people', title: t('Nobody is enrolled yet'), text: t('The register shows who was there. It begins with the people whom cameras should know.'),
      action: this.steps(may('manage-people') ? button(t('Enrol the first person'), {kind: 'primary', onclick: () => go('people', [], {enrol: '1'})}) : null, this.pairing('button'))});
  }

  // Without a camera nobody is seen, whoever is enrolled.
  pairing(look) { return this.lacksCamera ? h('a', {class: look, href: href('cameras')}, t('Pair a camera')) : null; }
  steps(...parts) { return h('div', {class: 'row'}, parts); }

  // As the register has the row now; one that is gone meanwhile as it was.
  present(row) { return this.register.rows.find(one => keyOf(one) === keyOf(row)) ?? row; }

  openRow(row) {
    setQuery({person: row.person});
    const opened = this.#open = {row, panel: null};
    opened.panel = openDay({row, cameras: this.cameras, signal: this.signal, onChange: person => this.refresh(person), onClose: () => {
      if (this.#open !== opened)
        return;
      this.#open = null;
      if (!this.signal.aborted)
        setQuery({person: null});
    }});
  }

  updateOpen() {
    const now = this.present(this.#open.row);
    if (now === this.#open.row)
      return;
    this.#open.row = now;
    this.#open.panel?.update(now);
  }
}

