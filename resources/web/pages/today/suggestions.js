// Matches that recognition only suggests: is it them? Answered in place, and taken back within ten seconds.
import {list, post} from '../../lib/api.js';
import {boundsOf} from '../../lib/clock.js';
import {fill, h} from '../../lib/dom.js';
import {portrait} from '../../lib/portrait.js';
import {may} from '../../lib/session.js';
import {busy, button, problemOf, toast} from '../../lib/ui.js';
import {percent, t, time, tn} from '../../lib/words.js';
import {crop} from './day_panel.js';

const atOnce = 6;   // one a person
const read = 200;

// suggestions({day, cameras, nameOf(person), onDecided(person), signal}) → {element, load()}
export function suggestions({day, cameras, nameOf, onDecided, signal}) {
  const element = h('section', {class: 'suggestions', hidden: true, 'aria-label': t('Suggestions')});
  let waiting = [];

  const decide = (one, verb, sentence) => async event => {
    try {
      await busy(event.currentTarget, () => post(`/sightings/${one.id}/${verb}`, {}));
    } catch (error) {
      return void toast(problemOf(error), {bad: true});
    }
    const undo = async () => {
      await post(`/sightings/${one.id}/undo`, {});
      await load();
      onDecided(one.person);
    };
    toast(sentence, {undo});
    await load();
    onDecided(one.person);
    element.querySelector('button')?.focus();
  };

  const card = one => h('li', {class: 'suggestion'}, crop(one), portrait(one.person, nameOf(one.person)),
    h('div', {class: 'suggestion-text'}, h('b', {}, t('Is this {name}?', {name: nameOf(one.person)})),
      h('span', {class: 'soft number'}, `${time(one.firstSeen)} · ${cameras.get(one.camera) ?? one.camera} · ${percent(one.confidence)}`)),
    h('div', {class: 'row'}, button(t('Yes'), {'aria-label': t('Yes, this is {name}', {name: nameOf(one.person)}), onclick: decide(one, 'confirm', t('{name} was there', {name: nameOf(one.person)}))}),
      button(t('No'), {'aria-label': t('No, this is not {name}', {name: nameOf(one.person)}), onclick: decide(one, 'reject', t('It is not {name}', {name: nameOf(one.person)}))})));

  let drawn = '';
  const draw = () => {
    const what = JSON.stringify(waiting.slice(0, atOnce).map(one => [one.id, one.lastSeen, one.confidence, nameOf(one.person), cameras.get(one.camera)]).concat(waiting.length));
    if (what === drawn)
      return;  // the register changes often; who is about to press a button here finds it where it is
    drawn = what;
    element.hidden = waiting.length === 0;
    fill(element, h('h2', {}, tn('{count} suggestion waits for your word', '{count} suggestions wait for your word', waiting.length)), h('ul', {}, waiting.slice(0, atOnce).map(card)),
      waiting.length > atOnce ? h('p', {class: 'soft'}, t('The next ones come as these are answered.')) : null);
  };

  async function load() {
    if (!may('manage-attendance'))
      return;
    const found = await list('/sightings', {status: 'suggested', ...boundsOf(day)}, {signal}).first(read);
    const best = new Map();  // by person: an answer is for all of the day
    for (const one of found) {
      if (!(best.get(one.person)?.confidence >= one.confidence))
        best.set(one.person, one);
    }
    waiting = [...best.values()].sort((a, b) => a.firstSeen < b.firstSeen ? -1 : 1);
    draw();
  }
  return {element, load, redraw: draw};
}
