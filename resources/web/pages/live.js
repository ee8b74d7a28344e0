// Live: the cameras side by side, each with who is before it.
import * as api from '../lib/api.js';
import {isAway, nameOf} from '../lib/camera.js';
import {fill, h, icon} from '../lib/dom.js';
import * as events from '../lib/events.js';
import {href} from '../lib/route.js';
import * as session from '../lib/session.js';
import {states} from '../lib/ui.js';
import {t, tn} from '../lib/words.js';
import {drawer} from './live/drawer.js';
import {sizes, Wall} from './live/wall.js';
import {loadStyle} from '../lib/style.js';

export const title = 'Live';
const sampleEvery = 1000;

export async function show(host, {parts, signal}) {
  await loadStyle('live');
  if (signal.aborted)
    return null;
  const wall = new Wall({signal, onOpen: id => { location.hash = wall.full?.camera.id === id ? href('live') : href('live', [id]); }});
  const view = {host, wall, signal, wished: parts[0] ?? null, boxes: localStorage.getItem('rollcall-boxes') !== 'off', asked: 0};
  wall.show({size: Number(localStorage.getItem('rollcall-wall')) || 4});
  wall.showBoxes(view.boxes);
  build(view);
  listen(view);
  await fetchCameras(view);
  return {update: ({parts: [camera]}) => {
    view.wished = camera ?? null;
    arrange(view);
  }};
}

async function fetchCameras(view) {
  const asked = ++view.asked;
  try {
    const cameras = await api.list('/cameras', {}, {signal: view.signal}).all();
    if (asked !== view.asked)
      return;
    view.cameras = new Map(cameras.map(camera => [camera.id, camera]));
    view.wall.setCameras(cameras);
    arrange(view);
  } catch (error) {
    if (!view.signal.aborted && !view.cameras)
      fill(view.stage, states.error(error, () => fetchCameras(view)));
  }
}

function build(view) {
  view.line = h('h1', {}, t('Live'));
  view.position = h('span', {class: 'faint number'});
  view.drawer = drawer();
  view.stage = h('div', {class: 'stage'}, states.loading(3));
  view.choices = sizes.map((size, place) => h('button', {type: 'button', class: 'square', 'aria-label': tn('{count} camera', '{count} cameras', size), title: `${tn('{count} camera', '{count} cameras', size)} (${place + 1})`,
    onclick: () => choose(view, size)}, icon(`wall-${size}`)));
  view.boxesButton = tool('eye', t('Boxes and names (b)'), () => toggleBoxes(view));
  view.back = h('a', {class: 'button quiet', href: href('live'), title: 'Esc'}, icon('chevron-left'), t('All cameras'));
  view.host.append(h('div', {class: 'head'}, view.back, view.line, h('div', {class: 'tools'},
    view.before = tool('chevron-left', t('Before (←)'), () => view.wall.step(-1)), view.position, view.after = tool('chevron-right', t('Next (→)'), () => view.wall.step(1)),
    h('div', {class: 'joined', role: 'group', 'aria-label': t('Cameras at once')}, view.choices), view.boxesButton,
    tool('full-screen', t('Full screen (f)'), () => fullScreen(view)))), view.stage);
}

const tool = (name, label, onclick) => h('button', {type: 'button', class: 'quiet square', 'aria-label': label, title: label, onclick}, icon(name));

// What is shown, after a change of the cameras, of the address or of how many at once.
function arrange(view) {
  const {wall, stage} = view;
  wall.show({full: view.wished});
  const full = wall.full;
  if (!view.cameras.size) {
    fill(stage, states.empty({icon: 'cameras', title: t('No camera has been here yet'), text: t('Any computer with a webcam can be one, and so can most network cameras.'),
      action: session.may('manage-cameras') ? h('a', {class: 'button primary', href: href('cameras')}, t('Pair a camera')) : null}));
  } else if (stage.firstChild !== wall.element || stage.children.length !== (full ? 2 : 1)) {
    if (wall.element.parentElement !== stage)
      fill(stage, wall.element);
    view.drawer.element.remove();
    if (full)
      stage.append(view.drawer.element);
  }
  describe(view);
}

function describe(view) {
  const {wall, cameras} = view;
  const full = wall.full;
  const away = [...cameras.values()].filter(isAway).length;
  view.line.textContent = full ? nameOf(full.camera)
    : [tn('{count} camera live', '{count} cameras live', cameras.size - away), away ? t('{count} away', {count: away}) : ''].filter(Boolean).join(' · ');
  view.back.hidden = !full;
  const hasSteps = full ? cameras.size > 1 : wall.pages > 1;
  view.before.hidden = view.after.hidden = !hasSteps;
  view.position.textContent = hasSteps && !full ? `${wall.page + 1} / ${wall.pages}` : '';
  const size = Number(localStorage.getItem('rollcall-wall')) || 4;
  view.choices.forEach((button, place) => {
    button.parentElement.hidden = Boolean(full);
    button.setAttribute('aria-pressed', String(sizes[place] === size));
  });
  view.boxesButton.setAttribute('aria-pressed', String(view.boxes));
  if (full)
    view.drawer.show(full);
}

function choose(view, size) {
  localStorage.setItem('rollcall-wall', size);
  view.wall.show({size, page: 0});
  if (view.cameras)
    describe(view);
}

function toggleBoxes(view) {
  view.boxes = !view.boxes;
  localStorage.setItem('rollcall-boxes', view.boxes ? 'on' : 'off');
  view.wall.showBoxes(view.boxes);
  subscribe(view);
  describe(view);
}

function fullScreen(view) {
  if (document.fullscreenElement)
    document.exitFullscreen();
  else
    view.stage.requestFullscreen().catch(() => {});  // the browser does not let it
}

// Boxes of what plays, and no others.
function subscribe(view) {
  const wanted = view.boxes && !document.hidden ? view.wall.playing.map(tile => tile.camera.id).sort() : [];
  if (JSON.stringify(wanted) === view.subscribed)
    return;
  view.subscribed = JSON.stringify(wanted);
  events.subscribeOverlays(wanted);
}

function listen(view) {
  const {signal, wall} = view;
  events.on('overlay', message => wall.tile(message.camera)?.overlay(message), {signal});
  events.on('hello', () => fetchCameras(view), {signal});
  events.on('camera', ({camera}) => {
    if (!view.cameras)
      return;
    const before = view.cameras.get(camera.id);
    view.cameras.set(camera.id, camera);
    if (before?.name !== camera.name)  // a new one, or one that has its place by another name now
      wall.setCameras([...view.cameras.values()]);
    else
      wall.setCamera(camera);
    arrange(view);
  }, {signal});
  events.on('camera-gone', ({camera}) => {
    if (!view.cameras?.delete(camera))
      return;
    wall.setCameras([...view.cameras.values()]);
    arrange(view);
  }, {signal});
  const sampling = setInterval(async () => {
    subscribe(view);
    if (document.hidden || !view.cameras)
      return;
    await Promise.all(wall.playing.map(tile => tile.sample()));
    if (!signal.aborted)
      describe(view);
  }, sampleEvery);
  signal.addEventListener('abort', () => {
    clearInterval(sampling);
    events.subscribeOverlays([]);
  });
  addEventListener('keydown', event => press(view, event), {signal});
}

function press(view, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, dialog, [role=menu], .side-panel'))
    return;
  const acts = {f: () => fullScreen(view), b: () => toggleBoxes(view), ArrowRight: () => view.wall.step(1), ArrowLeft: () => view.wall.step(-1),
    Escape: () => { if (view.wall.full) location.hash = href('live'); }};
  const size = sizes[Number(event.key) - 1];
  const act = size ? () => choose(view, size) : acts[event.key];
  if (!act)
    return;
  event.preventDefault();
  act();
}
