// Beside the register: the last seven days, who came in just now, who is late and who is absent.
import {fill, h} from '../../lib/dom.js';
import {portrait} from '../../lib/portrait.js';
import {href} from '../../lib/route.js';
import {button} from '../../lib/ui.js';
import {day as dayText, longDay, number, t, time} from '../../lib/words.js';
import {filters, keyOf} from './register.js';
import {minutes} from './row_words.js';

const feedLength = 12;
const listLength = 6;

// --- the last seven days ------------------------------------------------------------------------------------------------

// trend(summary): a bar a day, of the most that was expected or there: here, late, absent.
export function trend(summary) {
  const days = summary.trend ?? [];
  const most = Math.max(1, ...days.map(one => Math.max(one.expected ?? 0, one.here + one.absent)));
  const part = (kind, count) => count ? h('i', {class: `bar-part ${kind}`, style: {height: `${count / most * 100}%`}}) : null;
  const bar = one => h('a', {class: one.day === summary.day ? 'trend-day chosen' : 'trend-day', href: href('today', [], {day: one.day}), title: sentence(one),
    'aria-current': one.day === summary.day ? 'date' : undefined},
  h('span', {class: 'bar'}, part('absent', one.absent), part('late', Math.min(one.late, one.here)), part('here', one.here - Math.min(one.late, one.here))),
  h('span', {class: 'bar-day', 'aria-hidden': 'true'}, dayText(one.day, {weekday: 'short'})), h('span', {class: 'visually-hidden'}, sentence(one)));
  return h('section', {class: 'aside-part'}, h('h2', {}, t('Seven days')), h('div', {class: 'trend'}, days.map(bar)),
    h('p', {class: 'legend'}, legend('here', t('here')), legend('late', t('late')), legend('absent', t('absent'))));
}

const legend = (kind, word) => h('span', {}, h('i', {class: `bar-part ${kind}`, 'aria-hidden': 'true'}), word);
const sentence = one => t('{day}: {here} here, {late} late, {absent} absent', {day: longDay(one.day), here: one.here, late: one.late, absent: one.absent});

// --- who came, who is late, who is absent --------------------------------------------------------------------------------

// people({onOpen(row), onAll(filter)}) → {element, update(rows, isWhole)}
export function people({onOpen, onAll}) {
  const feed = h('ul', {class: 'feed', 'aria-live': 'polite', 'aria-relevant': 'additions'});
  const late = h('section', {class: 'aside-part'});
  const absent = h('section', {class: 'aside-part'});
  const arrivals = h('section', {class: 'aside-part'}, h('h2', {}, t('Came in')), feed);
  const shown = new Map();  // key → {time, element}
  let isFirst = true;

  const person = (row, text) => h('button', {type: 'button', class: 'quiet person-line', onclick: () => onOpen(row)}, portrait(row.person, row.name),
    h('span', {class: 'name'}, row.name), h('span', {class: 'number soft'}, text));
  const drawFeed = rows => {
    const newest = rows.filter(row => row.checkIn).sort((a, b) => a.checkIn < b.checkIn ? 1 : -1).slice(0, feedLength);
    const keys = new Set(newest.map(keyOf));
    for (const [key, {element}] of shown) {
      if (!keys.has(key)) {
        element.remove();
        shown.delete(key);
      }
    }
    newest.forEach((row, place) => {
      const had = shown.get(keyOf(row));
      if (had?.time === row.checkIn)
        return;
      had?.element.remove();
      const element = h('li', {class: isFirst ? '' : 'fresh'}, person(row, time(row.checkIn)));
      shown.set(keyOf(row), {time: row.checkIn, element});
      feed.insertBefore(element, feed.children[place] ?? null);
    });
    arrivals.classList.toggle('nobody', newest.length === 0);
    isFirst = false;
  };
  const drawn = new Map();  // by list: what it says
  const drawList = (element, title, filter, rows, text) => {
    const found = rows.filter(filters[filter]).sort((a, b) => a.folded < b.folded ? -1 : 1);
    const what = JSON.stringify(found.slice(0, listLength).map(row => [keyOf(row), row.name, text(row)]).concat(found.length));
    if (drawn.get(filter) === what)
      return;
    drawn.set(filter, what);
    element.hidden = found.length === 0;
    fill(element, h('h2', {}, title, ' ', h('span', {class: 'count'}, number(found.length))),
      h('ul', {}, found.slice(0, listLength).map(row => h('li', {}, person(row, text(row))))),
      found.length > listLength ? button(t('Show all {count}', {count: found.length}), {kind: 'quiet', onclick: () => onAll(filter)}) : null);
  };

  return {
    element: [arrivals, late, absent],
    update(rows) {
      drawFeed(rows);
      if (!feed.children.length)
        arrivals.replaceChildren(h('h2', {}, t('Came in')), h('p', {class: 'soft'}, t('Nobody yet.')));
      else if (!arrivals.contains(feed))
        arrivals.replaceChildren(h('h2', {}, t('Came in')), feed);
      drawList(late, t('Late'), 'late', rows, row => row.late ? minutes(row.late) : '');
      drawList(absent, t('Absent'), 'absent', rows, () => '');
    },
  };
}

