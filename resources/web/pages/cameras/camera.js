// One camera: its picture, what it sends and how that can be changed, its figures of the last two minutes, which way it looks, its pairing.

import {list} from '../../lib/api.js';
import {fill, h, icon} from '../../lib/dom.js';
import {on} from '../../lib/events.js';
import {plot} from '../../lib/plot.js';
import {href} from '../../lib/route.js';
import {may} from '../../lib/session.js';
import {pill, states} from '../../lib/ui.js';
import {t, when} from '../../lib/words.js';
import {followPairing, showDirection} from './direction.js';
import {encodingControl} from './encoding.js';
import {figures, isAway, nameOf, sendsLine, stateLine} from './figures.js';
import {latestOf, pointsOf, remember, span} from './history.js';
import {moving} from './picture.js';
import {recordMenu} from './record.js';

const agoText = milliseconds => (milliseconds ? t('{count} min ago', {count: Math.round(milliseconds / 60_000)}) : t('now'));
const redraw = 2000;  // ms, also while nothing comes: time goes on

async function findCamera(id, signal) {
  for await (const camera of list('/cameras', {}, {signal})) {
    if (camera.id === id)
      return camera;
  }
  return null;
}

function plots(place, id) {
  const known = figures().filter(({name}) => pointsOf(id, name).some(([, value]) => value !== null));
  if (!known.length)
    return fill(place, h('p', {class: 'soft'}, t('The figures of the last two minutes appear here while the camera sends.')));
  return fill(place, known.map(({name, title, text}) => {
    const latest = latestOf(id, name);
    return h('figure', {class: 'figure'}, h('figcaption', {}, h('span', {}, title), h('b', {class: 'number'}, latest === null ? '–' : text(latest))),
      plot([{name: title, points: pointsOf(id, name)}], {until: Date.now(), span, label: t('{title} over the last two minutes', {title}), text, agoText}));
  }));
}

// The picture moves while the camera is here, and ends with it.
function pictureKeeper(place, signal) {
  let ended = null, shown = null;
  return camera => {
    const wanted = isAway(camera) ? 'away' : camera.state === 'paused' ? 'paused' : 'live';
    if (wanted === shown)
      return;
    shown = wanted;
    ended?.abort();
    ended = new AbortController();
    if (wanted === 'live')
      fill(place, moving(camera, AbortSignal.any([signal, ended.signal])));
    else
      fill(place, h('p', {class: 'no-picture'}, icon(wanted === 'away' ? 'offline' : 'pause'), wanted === 'away' ? stateLine(camera) : t('Paused')));
  };
}

const part = (title, ...content) => h('section', {class: 'part'}, h('h2', {}, title), content);

export async function showCamera(host, id, {signal: page}) {
  const ended = new AbortController();
  const signal = AbortSignal.any([page, ended.signal]);
  const again = () => {
    ended.abort();
    return page.aborted ? undefined : showCamera(host, id, {signal: page});
  };
  const back = h('a', {class: 'back', href: href('cameras')}, icon('chevron-left'), t('Cameras'));
  fill(host, h('div', {class: 'head'}, back), states.loading(4));
  let camera = null;
  try {
    camera = await findCamera(id, signal);
  } catch (error) {
    if (!signal.aborted)
      fill(host, h('div', {class: 'head'}, back), states.error(error, again));
    return;
  }
  if (!camera) {
    fill(host, h('div', {class: 'head'}, back), states.empty({icon: 'cameras', title: t('There is no camera “{id}”', {id}), text: t('It has never been here, or this account may not see it.')}));
    on('camera', event => event.camera.id === id && again(), {signal});
    return;
  }
  remember(camera);
  const state = h('span', {}), line = h('p', {class: 'soft', 'aria-live': 'off'}), note = h('p', {class: 'warn-note', hidden: true});
  const picture = h('div', {class: 'camera-large'}), encoding = h('div', {}), charts = h('div', {class: 'plots'}), direction = h('div', {}), pairing = h('div', {});
  const name = h('h1', {});
  fill(host, h('div', {class: 'head'}, back, name, state, h('div', {class: 'tools'}, h('a', {class: 'button', href: href('live', [id])}, icon('live'), t('Show in Live')), may('manage-cameras') ? recordMenu(() => camera) : null)), line, note,
    h('div', {class: 'camera-page'}, h('div', {class: 'camera-main'}, picture, part(t('The last two minutes'), charts)),
      h('div', {class: 'camera-side'}, part(t('What it sends'), encoding), may('view-attendance') ? part(t('Which way it looks'), direction) : null, may('manage-cameras') ? part(t('Pairing'), pairing) : null)));
  const showPicture = pictureKeeper(picture, signal);
  const tellEncoding = encodingControl(encoding, camera, {mayControl: may('control-cameras'), signal});
  if (may('view-attendance'))
    showDirection(direction, camera, {mayChange: may('manage-attendance'), signal});
  if (may('manage-cameras'))
    followPairing(pairing, camera, {signal});

  const update = now => {
    camera = now;
    fill(name, nameOf(now));
    fill(state, pill(isAway(now) ? 'away' : now.state));
    fill(line, [stateLine(now), sendsLine(now)].filter(Boolean).join(' · '));
    note.hidden = !now.refusedFace;
    if (now.refusedFace)
      fill(note, t('A face could not be compared ({reason}), {when}. A lamp or another place helps more than a lower threshold.', {reason: t(now.refusedFace.reason), when: when(now.refusedFace.at)}));
    showPicture(now);
    tellEncoding(now);
  };
  update(camera);
  plots(charts, id);
  on('camera', event => {
    if (event.camera.id !== id)
      return;
    update(event.camera);
    plots(charts, id);
  }, {signal});
  on('camera-gone', event => event.camera === id && again(), {signal});
  on('hello', event => event.cameras?.filter(one => one.id === id).forEach(update), {signal});
  const timer = setInterval(() => document.hidden || plots(charts, id), redraw);
  signal.addEventListener('abort', () => clearInterval(timer), {once: true});
}
