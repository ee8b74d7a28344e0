// Enrolling in front of one of the cameras: its live picture, what the person should do, and how far it is.
import {get, post, remove} from '../../lib/api.js';
import {fill, h} from '../../lib/dom.js';
import {duplicate} from '../../lib/enrol/duplicate.js';
import {hintText} from '../../lib/enrol/words.js';
import {href} from '../../lib/route.js';
import {button, problemOf, states} from '../../lib/ui.js';
import {t} from '../../lib/words.js';

const every = 400;   // ms between two questions how it goes
const seconds = 60;

// cameraEnrolment({details(), onDone(id)}) → an element with stop() and start() again; `details` gives the name and so on, or throws.
export function cameraEnrolment({details, onDone}) {
  const element = h('div', {class: 'camera-enrolment'}, states.loading(3));
  let camera = null;
  let state = 'choosing';   // collecting, over
  let timer = 0;
  const path = () => `/cameras/${encodeURIComponent(camera.id)}/enrolment`;
  const hint = h('p', {class: 'webcam-hint', role: 'status', hidden: true});
  const start = button(t('Start'), {kind: 'primary', onclick: () => begin()});
  const note = h('div', {});
  const progress = h('progress', {max: 1, value: 0, 'aria-label': t('Photos taken'), hidden: true});

  async function load() {
    try {
      const {data} = await get('/cameras', {limit: 500});
      if (state === 'over')
        return;
      const live = data.items.filter(({state: now}) => now === 'streaming');
      if (!live.length)
        return fill(element, states.empty({icon: 'cameras', title: t('No camera is live'), text: t('Start a camera, or enrol by photos.'), action: h('a', {class: 'button', href: href('cameras')}, t('Go to Cameras'))}));
      choose(live[0], live);
    } catch (error) {
      fill(element, states.error(error, load));
    }
  }

  function choose(chosen, live) {
    camera = chosen;
    endPicture();
    const picture = h('img', {class: 'webcam-video', src: `/mjpeg/${encodeURIComponent(camera.id)}?rate=10&width=640`, alt: t('Live picture of {name}', {name: camera.name || camera.id})});
    const box = h('select', {'aria-label': t('Camera'), onchange: () => choose(live.find(({id}) => id === box.value), live)},
      live.map(one => h('option', {value: one.id, selected: one.id === camera.id}, one.name || one.id)));
    fill(element, h('div', {class: 'row'}, box, start), h('div', {class: 'webcam-picture'}, picture, hint), progress, note,
      h('p', {class: 'soft'}, t('The person stands alone in front of it and does what is said; it takes half a minute.')));
  }

  async function begin(more = {}) {
    start.disabled = true;
    fill(note);
    try {
      await post(path(), {...details(), ...more, seconds});
    } catch (error) {
      return refuse({detail: problemOf(error)});
    }
    state = 'collecting';
    element.querySelector('select').disabled = true;
    follow();
  }

  // How far it is has no event of its own: asked for while the person stands there.
  async function follow() {
    try {
      const {data} = await get(path());
      if (state !== 'collecting')
        return;
      hint.hidden = progress.hidden = false;
      progress.value = data.shots / data.wanted;
      hint.textContent = data.state === 'collecting' ? hintText(data.hint) : t('Enrolling…');
      if (data.state === 'enrolled') {
        state = 'over';
        return onDone(data.person.id);
      }
      if (data.state === 'refused')
        return refuse(data);
    } catch (error) {
      return refuse({detail: problemOf(error)});
    }
    timer = setTimeout(follow, every);
  }

  function refuse({reason, detail, duplicateOf, score}) {
    state = 'choosing';
    hint.hidden = progress.hidden = true;
    fill(note, duplicateOf ? duplicate({person: duplicateOf, score, onEnrol: () => begin({allowDuplicate: true})})
      : h('p', {class: 'problem', role: 'alert'}, hintText({code: reason, text: detail}) || detail));
    start.disabled = element.querySelector('select').disabled = false;
  }

  function stop() {
    clearTimeout(timer);
    const wasCollecting = state === 'collecting';
    state = 'over';
    endPicture();
    if (wasCollecting)
      remove(path()).catch(() => {});
  }

  // A browser keeps the connection of a live picture open even when its image is gone.
  function endPicture() {
    element.querySelector('img.webcam-video')?.removeAttribute('src');
  }

  function restart() {
    state = 'choosing';
    hint.hidden = progress.hidden = true;
    start.disabled = false;
    fill(element, states.loading(3));
    load();
  }

  load();
  return Object.assign(element, {start: restart, stop});
}
