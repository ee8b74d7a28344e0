// What a person is recognised by: each photo with its quality.
import {ApiError, get, remove} from '../../lib/api.js';
import {deferred} from '../../lib/deferred.js';
import {fill, h, icon} from '../../lib/dom.js';
import {inTurn} from '../../lib/enrol/turns.js';
import {hintText, qualityWord, reasonText} from '../../lib/enrol/words.js';
import {forget} from '../../lib/portrait.js';
import {may} from '../../lib/session.js';
import {button, states, toast, problemOf} from '../../lib/ui.js';
import {t} from '../../lib/words.js';
import {enrol} from './enrol.js';

// photos({person, signal, onChange}) → an element
export function photos({person, signal, onChange}) {
  const path = `/people/${encodeURIComponent(person.id)}/photos`;
  const list = h('ul', {class: 'photo-grid'}, states.loading(2));
  const note = h('p', {class: 'soft'});
  const going = new Set();  // removed in ten seconds
  const add = button(t('Add photos'), {icon: 'plus', onclick: async () => {
    if (await enrol({person}))
      onChange();
  }});
  const element = h('section', {class: 'card-part'}, h('header', {class: 'part-head'}, h('h2', {}, t('Photos')), may('manage-people') ? add : null), note, list);

  async function load() {
    try {
      draw((await get(path, {}, {signal})).data.items);
    } catch (error) {
      if (!signal.aborted)
        fill(list, states.error(error, load));
    }
  }

  function draw(items) {
    const shown = items.filter(({id}) => !going.has(id));
    note.textContent = shown.length ? '' : t('Without a photo no camera can recognise this person.');
    note.hidden = shown.length > 0;
    fill(list, shown.map(photo => card(photo, () => draw(items))));
  }

  function card(photo, redraw) {
    const quality = h('span', {class: 'quality soft'}, '…');
    check(photo, quality);
    return h('li', {}, h('img', {src: photo.href, alt: t('Photo of {name}', {name: person.name}), loading: 'lazy'}), h('div', {class: 'photo-foot'}, quality,
      may('manage-people') ? button('', {class: 'quiet square', icon: 'trash', 'aria-label': t('Remove this photo'), onclick: () => take(photo, redraw)}) : null));
  }

  async function check(photo, quality) {
    try {
      const {data} = await inTurn(() => get(`${path}/${photo.id}/check`, {}, {signal}), signal);
      const width = `${Math.round(Math.min(1, data.quality) * 100)}%`;
      fill(quality, data.usable ? h('span', {class: 'quality-bar', title: t('How good it is to recognise by')}, h('i', {style: {width}})) : icon('warning'),
        data.usable ? qualityWord(data.quality) : hintText(data.hint) || reasonText(data.reason, data.problem));
    } catch {
      quality.textContent = '';  // the photo is there, whatever it is worth
    }
  }

  function take(photo, redraw) {
    going.add(photo.id);
    redraw();
    const back = () => {
      going.delete(photo.id);
      redraw();
    };
    deferred(t('The photo is removed'), {signal, onUndo: back, act: async () => {
      try {
        await remove(`${path}/${photo.id}`);
        forget(person.id);
        if (!signal.aborted)
          onChange();
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 404))
          toast(problemOf(error), {bad: true});
        if (!signal.aborted)
          back();
      }
    }});
  }

  load();
  return element;
}

