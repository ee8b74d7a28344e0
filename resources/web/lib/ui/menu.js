// A menu under the button that opens it (WAI-ARIA's pattern for menu buttons).
import {h, icon} from '../dom.js';

// menu(button, () => [{label, icon, act, danger, checked, disabled}, 'separator', …]): pressing the button opens what the function gives.
export function menu(opener, itemsOf) {
  opener.setAttribute('aria-haspopup', 'menu');
  opener.setAttribute('aria-expanded', 'false');
  let close = null;
  opener.addEventListener('click', () => {
    if (opener.getAttribute('aria-expanded') === 'true')
      close();
    else
      close = show(opener, itemsOf());
  });
  return opener;
}

function show(opener, items) {
  const ending = new AbortController();
  const {signal} = ending;
  const close = () => {
    if (signal.aborted)
      return;
    ending.abort();
    element.remove();
    opener.setAttribute('aria-expanded', 'false');
  };
  const entry = item => item === 'separator' ? h('hr', {role: 'separator'})
    : h('button', {type: 'button', role: item.checked === undefined ? 'menuitem' : 'menuitemradio', class: item.danger ? 'danger-text' : '', tabindex: '-1', disabled: item.disabled,
      'aria-checked': item.checked === undefined ? undefined : String(item.checked), onclick: () => {
        close();
        opener.focus();
        item.act();
      }}, item.icon ? icon(item.icon) : null, h('span', {}, item.label), item.checked ? icon('check') : null);
  const element = h('div', {class: 'menu', role: 'menu'}, items.map(entry));
  const host = opener.closest('dialog') ?? document.body;
  host.append(element);
  place(element, opener);
  opener.setAttribute('aria-expanded', 'true');
  const entries = [...element.querySelectorAll('button:not([disabled])')];
  entries[0]?.focus();
  element.addEventListener('keydown', event => {
    const at = entries.indexOf(document.activeElement);
    const next = {ArrowDown: at + 1, ArrowUp: at - 1 + entries.length, Home: 0, End: entries.length - 1}[event.key];
    if (next !== undefined)
      entries[next % entries.length].focus();
    else if (event.key === 'Escape' || event.key === 'Tab') {
      close();
      opener.focus();
    } else
      return;
    event.preventDefault();
    event.stopPropagation();
  });
  addEventListener('pointerdown', event => element.contains(event.target) || opener.contains(event.target) || close(), {signal, capture: true});
  addEventListener('resize', close, {signal});
  addEventListener('hashchange', close, {signal});
  return close;
}

function place(element, opener) {
  const at = opener.getBoundingClientRect();
  const below = at.bottom + 4 + element.offsetHeight < innerHeight;
  element.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - 4 - element.offsetHeight)}px`;
  element.style.left = `${Math.max(8, Math.min(at.left, innerWidth - element.offsetWidth - 8))}px`;
}
