// One unknown face, large: when and where it was seen, and whom it is most like.
import {fill, h, icon} from '../../lib/dom.js';
import {duplicate} from '../../lib/enrol/duplicate.js';
import {portrait} from '../../lib/portrait.js';
import {may} from '../../lib/session.js';
import {button, problemOf, states} from '../../lib/ui.js';
import {percent, t, time, tn, when} from '../../lib/words.js';
import {nearestOf, seenOf} from './answers.js';

const placesShown = 5;

export const pictureOf = face => `/api/v1/unknown-faces/${encodeURIComponent(face.id)}/picture.jpg`;

// faceCard({face, note, cameras, answer(key), signal}) → {element, people: who 1, 2 and 3 are}
export function faceCard({face, note, cameras, answer, signal}) {
  const card = {people: [], element: null};
  const nearest = h('div', {class: 'nearest'}, states.loading(3));
  const seen = h('ul', {class: 'plain-list soft'});
  const image = h('img', {src: pictureOf(face), alt: t('The unknown face'), onerror: () => image.replaceWith(h('span', {class: 'no-picture'}, icon('unknown')))});
  const key = (letter, label, props = {}) => h('button', {type: 'button', class: 'answer', 'aria-keyshortcuts': letter, onclick: () => answer(letter), ...props}, h('kbd', {}, letter), h('span', {}, label));
  const isWaiting = face.state === 'waiting';
  const answers = may('manage-people') ? h('div', {class: 'answers'}, key('n', t('Somebody new…')), key('p', t('Somebody else who is enrolled…')), isWaiting ? key('v', t('A visitor')) : null, isWaiting ? key('d', t('Dismiss')) : key('w', t('Let it wait again')), key('x', t('Erase…'), {class: 'answer danger-text'})) : null;

  const showNearest = async () => {
    try {
      const people = card.people = await nearestOf(face, signal);
      fill(nearest, people.length ? h('ol', {}, people.map((one, i) => h('li', {}, h('button', {type: 'button', class: 'candidate', 'aria-keyshortcuts': String(i + 1), disabled: !may('manage-people'), onclick: () => answer(String(i + 1))},
        h('kbd', {}, String(i + 1)), portrait(one.person, one.name, {large: true}), h('span', {class: 'candidate-name'}, h('b', {}, one.name), h('span', {class: 'soft number'}, t('{percent} alike', {percent: percent(one.score)}))))))) : h('p', {class: 'soft'}, t('Nobody is enrolled who could be compared.')));
    } catch (error) {
      if (!signal.aborted)
        fill(nearest, h('p', {class: 'problem'}, problemOf(error)));
    }
  };
  const showSeen = async () => {
    try {
      const places = await seenOf(face, signal);
      if (places.length < 2)
        return;
      const line = one => h('li', {}, h('span', {class: 'number'}, time(one.firstSeen) === time(one.lastSeen) ? when(one.firstSeen) : `${when(one.firstSeen)}–${time(one.lastSeen)}`), ' · ', cameras.get(one.camera) ?? one.camera);
      fill(seen, places.slice(0, placesShown).map(line), places.length > placesShown ? h('li', {class: 'faint'}, tn('and {count} more', 'and {count} more', places.length - placesShown)) : null);
    } catch {
      // What the list says of it is shown anyway.
    }
  };

  card.element = h('article', {class: 'face-card', 'aria-label': t('Unknown face')},
    h('div', {class: 'face-picture'}, image),
    h('div', {class: 'face-about'}, noteOf(note), face.label ? h('p', {}, h('b', {}, face.label)) : null,
      h('h2', {}, t('Seen {when}', {when: when(face.lastSeen)})),
      h('p', {class: 'soft'}, [face.cameras.map(id => cameras.get(id) ?? id).join(', '), tn('{count} time', '{count} times', face.sightings)].filter(Boolean).join(' · ')), seen,
      h('h3', {}, t('Is it one of these?')), nearest, answers));
  showNearest();
  showSeen();
  return card;
}

function noteOf(note) {
  if (!note?.problem)
    return null;
  if (note.duplicate)
    return duplicate(note.duplicate);
  return [h('p', {class: 'problem', role: 'alert'}, note.problem), note.withoutPhotos ? button(t('Note it without using the pictures'), {onclick: note.withoutPhotos}) : null];
}
