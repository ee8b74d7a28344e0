// One or some of a few.
import {fill, h} from '../dom.js';
import {number} from '../words.js';

// Filters: chips({label, items: [{value, label, count}], selected, onchange}); selected is one value, null for none (pressing it again), or a
// Set where several may be on. → the element, with .update({items, selected}).
export function chips({label, items, selected, onchange}) {
  const element = h('div', {class: 'chips', role: 'group', 'aria-label': label});
  let state = {items, selected};
  const isOn = value => state.selected instanceof Set ? state.selected.has(value) : state.selected === value;
  const press = value => {
    if (state.selected instanceof Set)
      isOn(value) ? state.selected.delete(value) : state.selected.add(value);
    else
      state.selected = isOn(value) ? null : value;
    draw();
    onchange?.(state.selected);
  };
  const chip = item => h('button', {type: 'button', class: 'chip', 'aria-pressed': String(isOn(item.value)), dataset: {value: item.value ?? ''}, onclick: () => press(item.value)},
    item.label, item.count === undefined ? null : h('span', {class: 'count'}, number(item.count)));
  const draw = () => {
    const at = element.contains(document.activeElement) ? document.activeElement.dataset.value : null;
    fill(element, state.items.map(chip));
    if (at !== null)
      element.querySelector(`[data-value="${CSS.escape(at)}"]`)?.focus();
  };
  element.update = change => {
    state = {...state, ...change};
    draw();
  };
  draw();
  return element;
}

// tabs({label, items: [{value, label, show(panel)}], selected, onchange}) → the element: a row of tabs and the chosen one's panel. Arrows
// go from one to the next (WAI-ARIA's pattern for tabs).
export function tabs({label, items, selected, onchange}) {
  const panel = h('div', {class: 'tab-panel', role: 'tabpanel', tabindex: '0'});
  const list = h('div', {class: 'tab-list', role: 'tablist', 'aria-label': label});
  const made = items.map(item => h('button', {type: 'button', role: 'tab', class: 'tab', onclick: () => choose(item)}, item.label));
  const choose = item => {
    made.forEach((tab, place) => {
      const isChosen = items[place] === item;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    });
    panel.setAttribute('aria-label', item.label);
    fill(panel);
    item.show(panel);
    onchange?.(item.value);
  };
  list.addEventListener('keydown', event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    const at = made.indexOf(document.activeElement);
    if (!step || at < 0)
      return;
    event.preventDefault();
    const next = (at + step + made.length) % made.length;
    made[next].focus();
    choose(items[next]);
  });
  list.append(...made);
  choose(items.find(item => item.value === selected) ?? items[0]);
  return h('div', {class: 'tabs'}, list, panel);
}
