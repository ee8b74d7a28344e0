// Somebody who looks the same is enrolled already: who that is, and what can be done.
import {get} from '../api.js';
import {h} from '../dom.js';
import {portrait} from '../portrait.js';
import {href} from '../route.js';
import {button} from '../ui.js';
import {percent, t} from '../words.js';

// duplicate({person, score, onUse(name), onEnrol, anyway}) → an element; `onUse` makes the photos theirs, `onEnrol` goes on all the same (`anyway` is its word). Either may be absent.
// `text` says why that person is shown.
export function duplicate({person, score, onUse, onEnrol, anyway = t('Somebody else: enrol anyway'), text = t('This looks like somebody who is enrolled already:')}) {
  const name = h('b', {}, person);
  const face = h('span', {});
  get(`/people/${encodeURIComponent(person)}`).then(({data}) => {
    name.textContent = data.name;
    face.replaceWith(portrait(data.id, data.name, {large: true}));
  }, () => {});
  return h('div', {class: 'duplicate', role: 'alert'}, face,
    h('div', {}, h('p', {}, text, ' ', h('a', {href: href('people', [person]), target: '_blank'}, name),
      score ? h('span', {class: 'soft'}, ` (${percent(score)})`) : null),
    h('div', {class: 'row'}, onUse ? button(t('It is the same person: add the photos'), {onclick: () => onUse(name.textContent)}) : null,
      onEnrol ? button(anyway, {onclick: onEnrol}) : null)));
}
