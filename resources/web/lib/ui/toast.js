// A word on what was done, with ten seconds to undo it.
import {h} from '../dom.js';
import {t} from '../words.js';
import {busy, button, problemOf} from './form.js';

const shown = 5000;
const undoable = 10_000;

// In an open dialog's top layer nothing outside it is seen; what is undone there can be undone after it as well.
function place() {
  let list = document.getElementById('toasts');
  if (!list) {
    list = h('div', {id: 'toasts', class: 'toasts', role: 'status', 'aria-live': 'polite'});
    document.body.append(list);
  }
  const host = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  if (list.parentElement !== host)
    host.append(list);
  return list;
}

// A dialog closed: its toasts go on outside of it.
addEventListener('close', () => document.getElementById('toasts') && place(), {capture: true});

// toast('Ada Example is dismissed', {undo: async () => …, bad: true}) → close()
export function toast(text, {undo, bad = false} = {}) {
  const close = () => {
    clearTimeout(timer);
    element.remove();
  };
  const takeBack = event => busy(event.currentTarget, undo).then(close, error => {
    close();
    toast(problemOf(error), {bad: true});
  });
  const element = h('div', {class: bad ? 'toast bad' : 'toast'}, h('span', {}, text), undo ? button(t('Undo'), {kind: 'quiet', onclick: takeBack}) : null);
  let timer = 0;
  const wait = () => { timer = setTimeout(close, undo ? undoable : shown); };
  element.addEventListener('pointerenter', () => clearTimeout(timer));
  element.addEventListener('pointerleave', wait);
  place().append(element);
  wait();
  return close;
}
