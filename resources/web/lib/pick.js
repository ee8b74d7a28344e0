// A box to choose one person by typing a part of the name (combobox of ARIA: arrows, Enter, Escape).

import {get} from './api.js';
import {h} from './dom.js';
import {said} from './server_words.js';
import {t} from './words.js';

let boxes = 0;
const wait = 200;  // ms after the last key
const shown = 8;

// `chosen` is {id, name} or null; `onpick` hears of every change.
export function pickPerson({chosen = null, label, onpick}) {
  const id = `pick-${++boxes}`;
  const list = h('ul', {class: 'pick-list', id, role: 'listbox', 'aria-label': label, hidden: true});
  const input = h('input', {type: 'search', role: 'combobox', autocomplete: 'off', 'aria-label': label, 'aria-expanded': 'false', 'aria-controls': id,
                            'aria-autocomplete': 'list', placeholder: t('Type a name'), value: chosen?.name ?? ''});
  const box = h('span', {class: 'pick'}, input, list);
  let people = [], active = -1, timer = 0, question = 0;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const take = person => {
    chosen = person;
    input.value = person?.name ?? '';
    close();
    onpick(person);
  };
  const mark = place => {
    active = (place + people.length) % people.length;
    [...list.children].forEach((row, i) => row.setAttribute('aria-selected', String(i === active)));
    input.setAttribute('aria-activedescendant', list.children[active].id);
    list.children[active].scrollIntoView({block: 'nearest'});
  };
  const show = (items, note) => {
    people = items;
    active = -1;
    const rows = items.map((person, i) => h('li', {id: `${id}-${i}`, role: 'option', 'aria-selected': 'false', onpointerdown: event => { event.preventDefault(); take(person); }},
                                            h('b', {}, person.name), h('span', {class: 'soft'}, person.groups.join(', '))));
    list.replaceChildren(...rows, ...(note ? [h('li', {role: 'option', 'aria-disabled': 'true', class: 'soft'}, note)] : []));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  };
  const ask = async () => {
    const mine = ++question;
    try {
      const {data} = await get('/people', {q: input.value.trim(), limit: shown});
      if (mine === question && document.activeElement === input)
        show(data.items, data.items.length ? (data.next ? t('More: type more of the name') : null) : t('Nobody has this name'));
    } catch (error) {
      if (mine === question)
        show([], said(error.detail || 'The server does not answer. Try again.'));
    }
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    if (chosen) {
      chosen = null;
      onpick(null);
    }
    if (input.value.trim())
      timer = setTimeout(ask, wait);
    else
      close();
  });
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden)
        ask();
      else if (people.length)
        mark(active + (event.key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1));
    } else if (event.key === 'Enter' && !list.hidden && people.length) {
      event.preventDefault();
      take(people[Math.max(0, active)]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  input.addEventListener('blur', () => {
    clearTimeout(timer);
    ++question;
    close();
    if (!chosen)
      input.value = '';
  });
  return Object.assign(box, {clear: () => take(null), focus: () => input.focus()});
}
