// What every section of the settings is made of: a head, a body in one of its four states, tables, dialogs with a form.

import {get} from '../../lib/api.js';
import {fill, h} from '../../lib/dom.js';
import {dialog, problemOf, states, toast} from '../../lib/ui.js';
import {t} from '../../lib/words.js';
import {makeForm} from './form.js';

// The head of a section: what it is for in one line, and its first action on the right. Gives the element that the rest goes into.
export function section(host, {title, intro, actions = []}) {
  const body = h('div', {class: 'section-body'});
  host.append(h('section', {class: 'settings-section', 'aria-label': title},
    h('header', {class: 'section-head'}, h('div', {}, h('h2', {}, title), intro ? h('p', {class: 'soft'}, intro) : null), h('div', {class: 'row'}, ...actions)), body));
  return body;
}

export const button = (text, onclick, props = {}) => h('button', {type: 'button', onclick, ...props}, text);

// Loads and draws; says what went wrong and tries again. `draw(data, etag)` gives the elements, or null where there is nothing: `empty` then.
// Gives a function that loads anew and keeps what is shown until then.
export function loading(body, load, draw, {signal, empty = null} = {}) {
  const again = async ({quiet = false} = {}) => {
    if (!quiet)
      fill(body, states.loading());
    try {
      const loaded = await load();
      if (signal?.aborted)
        return;
      const drawn = draw(loaded);
      fill(body, drawn ?? states.empty(empty));
    } catch (error) {
      if (signal?.aborted || error.name === 'AbortError')
        return;
      if (quiet && body.childElementCount)
        toast(problemOf(error), {bad: true});
      else
        fill(body, states.error(error, () => again()));
    }
  };
  again();
  return () => again({quiet: true});
}

// columns: {title, cell(item), class?}. On a phone each row becomes a card with the titles before the values.
export function table(label, columns, items, {onopen, name} = {}) {
  const row = item => h('tr', {class: onopen ? 'opens' : null, onclick: onopen ? event => event.target.closest('button,a,input,select,label') || onopen(item) : null},
    ...columns.map((column, place) => {
      const made = column.cell(item);
      const content = place === 0 && onopen ? h('button', {type: 'button', class: 'link', onclick: () => onopen(item), 'aria-label': name ? t('Open {name}', {name: name(item)}) : null}, made) : made;
      return h(place === 0 ? 'th' : 'td', {class: column.class, scope: place === 0 ? 'row' : null, dataset: {title: column.title}}, content ?? '–');
    }));
  return h('div', {class: 'table-box', tabindex: '0', role: 'group', 'aria-label': label}, h('table', {class: 'list', 'aria-label': label},
    h('thead', {}, h('tr', {}, ...columns.map(column => h('th', {scope: 'col', class: column.class}, column.title)))), h('tbody', {}, ...items.map(row))));
}

// A dialog with a form. `form` is what makeForm takes; closes once it was saved.
export function editDialog(title, form, {intro = null, wide = false} = {}) {
  const inside = h('div', {class: 'edit'}, intro ? h('p', {class: 'soft'}, intro) : null);
  const opened = dialog({title, body: inside, wide});
  const made = makeForm({...form, within: opened.element.querySelector('form'), cancel: () => opened.close(), done: result => {
    opened.close();
    form.done?.(result);
  }});
  inside.append(made.element);
  made.focus();
  return opened;
}

// One record as it is now, for a form: {values, etag}.
export async function reading(path, pick = data => data) {
  const {data, etag} = await get(path);
  return {values: pick(data), etag};
}

// A text that is there to be copied: a token, a link.
export function copyable(text, label) {
  const field = h('input', {type: 'text', readonly: true, value: text, 'aria-label': label, class: 'mono', onfocus: event => event.target.select()});
  const copy = button(t('Copy'), async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      field.select();  // the page came without encryption: the browser keeps its clipboard, the person has the keyboard
      document.execCommand('copy');
    }
    toast(t('Copied'));
  });
  return h('div', {class: 'copyable'}, field, copy);
}

// A drawing that the server made, shown as a picture: nothing in it runs.
export function drawing(svg, label) {
  return h('img', {class: 'qr', alt: label, src: URL.createObjectURL(new Blob([svg], {type: 'image/svg+xml'})), onload: event => URL.revokeObjectURL(event.target.src)});
}

export function facts(pairs) {
  return h('dl', {class: 'facts'}, ...pairs.filter(Boolean).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value ?? '–'))));
}

// Does something at once that may fail; the button rests meanwhile.
export async function attempt(control, work) {
  control.disabled = true;
  try {
    return await work();
  } catch (error) {
    toast(problemOf(error), {bad: true});
    return undefined;
  } finally {
    control.disabled = false;
  }
}
