// Finds people and cameras by a few letters, from everywhere: key "/".
import * as api from '../lib/api.js';
import {fill, h, icon} from '../lib/dom.js';
import {href} from '../lib/route.js';
import * as session from '../lib/session.js';
import {problemOf} from '../lib/ui/form.js';
import {t} from '../lib/words.js';

const atMost = 7;
const pause = 150;

export function searchBox(signal) {
  const input = h('input', {type: 'search', placeholder: matchMedia('(max-width: 720px)').matches ? t('Search') : t('People, cameras'), 'aria-label': t('Search for people and cameras'), autocomplete: 'off', role: 'combobox',
    'aria-expanded': 'false', 'aria-controls': 'found', 'aria-autocomplete': 'list'});
  const found = h('div', {class: 'menu found', id: 'found', role: 'listbox', 'aria-label': t('Found'), hidden: true});
  const box = h('div', {class: 'search', role: 'search'}, icon('search'), input, h('kbd', {'aria-hidden': 'true'}, '/'), found);
  let asked = null;
  let timer = 0;
  let chosen = -1;

  const hide = () => {
    found.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const close = () => {
    hide();
    asked?.abort();
    clearTimeout(timer);
  };
  const open = children => {
    chosen = -1;
    fill(found, children);
    found.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  };
  const look = async () => {
    asked?.abort();
    asked = new AbortController();
    const text = input.value.trim();
    if (!text)
      return close();
    try {
      const hits = await find(text, asked.signal);
      open(hits.length ? hits.map(option) : h('p', {class: 'note'}, t('Nobody and nothing of that name')));
    } catch (error) {
      if (error.name !== 'AbortError')
        open(h('p', {class: 'note'}, problemOf(error)));
    }
  };
  const choose = step => {
    const options = [...found.querySelectorAll('[role=option]')];
    if (!options.length)
      return;
    chosen = (chosen + step + options.length) % options.length;
    options.forEach((one, place) => one.setAttribute('aria-selected', String(place === chosen)));
    input.setAttribute('aria-activedescendant', options[chosen].id);
  };
  const follow = () => {
    const option = found.querySelector('[aria-selected=true]') ?? found.querySelector('[role=option]');
    if (!option)
      return;
    location.hash = option.getAttribute('href');
    input.value = '';
    close();
    input.blur();
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  });
  input.addEventListener('keydown', event => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step)
      choose(step);
    else if (event.key === 'Enter')
      follow();
    else if (event.key === 'Escape')
      close();
    else
      return;
    event.preventDefault();
  });
  found.addEventListener('click', () => {
    input.value = '';
    close();
  });
  box.addEventListener('focusout', event => box.contains(event.relatedTarget) || hide());
  addEventListener('keydown', event => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, dialog, [contenteditable]'))
      return;
    event.preventDefault();
    input.focus();
  }, {signal});
  return box;
}

async function find(text, signal) {
  const [people, cameras] = await Promise.all([
    session.may('view-people') ? api.list('/people', {q: text}, {signal}).first(atMost) : [],
    session.may('view-cameras') ? api.list('/cameras', {}, {signal}).all() : [],
  ]);
  const wanted = fold(text);
  const named = cameras.filter(camera => fold(`${camera.name} ${camera.id}`).includes(wanted)).slice(0, atMost);
  return [...people.map(person => ({kind: 'person', id: person.id, name: person.name, href: href('people', [person.id])})),
    ...named.map(camera => ({kind: 'cameras', id: camera.id, name: camera.name, href: href('live', [camera.id])}))];
}
const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function option(hit) {
  return h('a', {class: 'option', role: 'option', id: `found-${hit.kind}-${hit.id}`, 'aria-selected': 'false', href: hit.href, tabindex: '-1'}, icon(hit.kind), h('span', {}, hit.name));
}
