// The states of a list that is not there: on its way, empty, failed.
import {h, icon} from '../dom.js';
import {t} from '../words.js';
import {button, problemOf} from './form.js';

// Grey bars in the shape of what comes.
export function loading(rows = 5) {
  return h('div', {class: 'skeleton', role: 'status', 'aria-label': t('Loading')}, Array.from({length: rows}, () => h('i', {})));
}

// What this is, and the first step: empty({icon: 'people', title, text, action: {label, act} or an element}).
export function empty({icon: name, title, text, action}) {
  const step = action?.label ? button(action.label, {kind: 'primary', onclick: action.act}) : action;
  return h('div', {class: 'empty'}, name ? icon(name) : null, h('h3', {}, title), text ? h('p', {}, text) : null, step ?? null);
}

// What went wrong and what to do about it; `again` tries again.
export function error(problem, again) {
  return h('div', {class: 'empty failed', role: 'alert'}, icon('warning'), h('h3', {}, t('This cannot be shown')), h('p', {}, problemOf(problem)),
    again ? button(t('Try again'), {onclick: again}) : null);
}
