// One thing to do, in the middle of the window; language at its foot.
import {h} from '../lib/dom.js';
import * as session from '../lib/session.js';
import {language, languages, t} from '../lib/words.js';

export function card(...content) {
  const choice = h('select', {'aria-label': t('Language'), onchange: event => session.chooseLanguage(event.target.value)},
    Object.entries(languages).map(([tag, label]) => h('option', {value: tag, selected: tag === language(), lang: tag}, label)));
  return h('main', {class: 'alone'}, h('div', {class: 'card'},
    h('div', {class: 'brand'}, h('img', {src: '/web/icon.svg', alt: '', width: 28, height: 28}), 'Rollcall'), content, h('div', {class: 'foot'}, choice)));
}
