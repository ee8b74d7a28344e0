// Everybody who is enrolled: found by name or group, ten thousand as well as ten.
import {get} from '../../lib/api.js';
import {fill, h} from '../../lib/dom.js';
import * as events from '../../lib/events.js';
import {portrait} from '../../lib/portrait.js';
import {go, setQuery} from '../../lib/route.js';
import {may} from '../../lib/session.js';
import {chips, pill, states, virtualList} from '../../lib/ui.js';
import {date, t, tn, today} from '../../lib/words.js';

const rowHeight = 48;
const firstPage = 60;
const nextPages = 500;
const typing = 200;       // ms after the last key
const mostGroups = 12;    // as chips; more are in a list
const settle = 1500;      // ms in which changes are gathered

// peopleTable({query, signal, onEnrol}) → {element, load()}
export function peopleTable({query, signal, onEnrol}) {
  const choice = {q: query.q ?? '', group: query.group ?? null};
  const count = h('p', {class: 'soft number', role: 'status'});
  const search = h('input', {type: 'search', class: 'find', placeholder: t('Find a person'), 'aria-label': t('Find a person'), value: choice.q});
  const groups = h('div', {class: 'groups'});
  const body = h('div', {class: 'people-main'}, states.loading(10));
  const list = virtualList({label: t('People'), items: [], rowHeight, row, onOpen: person => go('people', [person.id])});
  let people = [];
  let question = 0;
  let timer = 0;      // of what is typed
  let newsTimer = 0;  // of what is told

  async function load() {
    const mine = ++question;
    const gathered = [];
    let cursor = null;
    try {
      do {
        const {data} = await get('/people', {order: 'name', q: choice.q, group: choice.group, limit: gathered.length ? nextPages : firstPage, cursor}, {signal});
        if (mine !== question)
          return;
        gathered.push(...data.items);
        cursor = data.next;
        draw([...gathered], !cursor);
      } while (cursor);
    } catch (error) {
      if (!signal.aborted && mine === question)
        fill(body, states.error(error, load));
    }
  }

  function draw(found, isWhole) {
    const known = new Map(people.map(person => [person.id, person]));
    // Who is unchanged keeps their row.
    people = found.map(person => known.get(person.id)?.version === person.version && known.get(person.id)?.photos === person.photos ? known.get(person.id) : person);
    count.textContent = isWhole ? tn('{count} person', '{count} people', people.length) : t('{count} so far, more are on their way…', {count: people.length});
    if (!people.length)
      return fill(body, nothing());
    if (!body.contains(list.element))
      fill(body, head(), list.element);
    list.update(people);
  }

  function nothing() {
    if (choice.q || choice.group)
      return states.empty({icon: 'search', title: t('Nobody fits'), text: t('No name has “{text}” in it.', {text: choice.q || choice.group}), action: {label: t('Show everybody'), act: () => {
        search.value = '';
        choose({q: '', group: null});
        loadGroups();
      }}});
    return states.empty({icon: 'people', title: t('Nobody is enrolled yet'), text: t('Enrol the people whom cameras should know: by photos, by this device’s camera, or in front of one of your cameras. Many at once: rollcall-server people import.'),
      action: may('manage-people') ? {label: t('Enrol the first person'), act: onEnrol} : undefined});
  }

  function choose(change) {
    Object.assign(choice, change);
    setQuery({q: choice.q, group: choice.group});
    load();
  }

  async function loadGroups() {
    const {data} = await get('/groups', {limit: 500}, {signal}).catch(() => ({data: {items: []}}));
    const item = group => ({value: group.name, label: group.name, count: group.people});
    if (data.items.length <= mostGroups)
      return fill(groups, data.items.length ? chips({label: t('Groups'), items: data.items.map(item), selected: choice.group, onchange: group => choose({group})}) : null);
    fill(groups, h('select', {'aria-label': t('Group'), onchange: event => choose({group: event.target.value || null})}, h('option', {value: ''}, t('All groups')),
      data.items.map(group => h('option', {value: group.name, selected: group.name === choice.group}, `${group.name} (${group.people})`))));
  }

  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => choose({q: search.value.trim()}), typing);
  });
  const later = () => {
    clearTimeout(newsTimer);
    newsTimer = setTimeout(load, settle);
  };
  events.on('people', later, {signal});
  events.on('back', later, {signal});
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    clearTimeout(newsTimer);
  }, {once: true});
  return {element: [h('div', {class: 'toolbar'}, groups, h('div', {class: 'row'}, count, search)), body], load: () => Promise.all([load(), loadGroups()])};
}

function head() {
  return h('div', {class: 'person-row register-head', 'aria-hidden': 'true'}, h('span', {}, t('Person')), h('span', {}, t('Groups')), h('span', {}, t('Photos')), h('span', {}, t('Consent')), h('span', {}, t('Valid')));
}

function row(person) {
  return h('div', {class: 'person-row'}, h('span', {class: 'who'}, portrait(person.id, person.name, {picture: person.photos > 0}), h('span', {class: 'name'}, person.name)),
    h('span', {class: 'soft groups-cell'}, person.groups.join(', ')), h('span', {class: 'number photos-cell'}, person.photos ? String(person.photos) : h('span', {class: 'soft'}, t('no photo'))),
    h('span', {class: 'consent-cell'}, consentPill(person)), h('span', {class: 'soft number valid-cell'}, validText(person)));
}

export function consentPill({consent}) {
  if (!consent)
    return pill('unknown', t('no consent noted'));
  return consent.withdrawn ? pill('absent', t('withdrawn')) : pill('here', t('agreed'));
}

// "until 31 Aug 2027", or nothing where it is open.
export function validText({validFrom, validUntil}) {
  const text = day => date(`${day}T12:00:00Z`);
  if (validUntil && validUntil < today())
    return t('ended {day}', {day: text(validUntil)});
  if (validFrom && validFrom > today())
    return t('from {day}', {day: text(validFrom)});
  return validUntil ? t('until {day}', {day: text(validUntil)}) : '';
}
