// All cameras: cards with their picture, or a table for many. The first line says how many of them are here.

import {list} from '../../lib/api.js';
import {fill, h, icon} from '../../lib/dom.js';
import {on} from '../../lib/events.js';
import {sparkline} from '../../lib/plot.js';
import {go, href, setQuery} from '../../lib/route.js';
import {may} from '../../lib/session.js';
import {chips, pill, states} from '../../lib/ui.js';
import {number, t, tn} from '../../lib/words.js';
import {bitrateText, isAway, nameOf, rateText, sendsLine, stateLine} from './figures.js';
import {latestOf, pointsOf, remember, span} from './history.js';
import {pairCamera} from './pair.js';
import {stills} from './picture.js';

const most = 500;
const fromWhenSearch = 9;  // cameras
const collator = new Intl.Collator(undefined, {numeric: true});

const lines = id => h('span', {class: 'sparks'}, ...[['bitrateKbps', t('Bitrate of the last two minutes'), bitrateText], ['framesPerSecond', t('Frames of the last two minutes'), rateText]].map(([figure, label, text]) => {
  const latest = latestOf(id, figure);
  return h('span', {class: 'spark-box'}, sparkline(pointsOf(id, figure), {until: Date.now(), span, label}), h('span', {class: 'number small soft'}, latest === null ? '–' : text(latest)));
}));

// One camera in the list. `update` draws what changed and leaves the picture alone.
function card(camera, pictures) {
  const image = h('img', {alt: '', class: 'still'});
  const head = h('div', {class: 'camera-head'});
  const figures = h('div', {class: 'camera-figures'});
  const element = h('a', {class: 'camera-card', href: href('cameras', [camera.id]), dataset: {camera: camera.id}}, h('div', {class: 'camera-picture'}, icon('cameras'), image), head, figures);
  pictures.observe(image, camera);
  const update = now => {
    pictures.update(image, now);
    element.classList.toggle('away', isAway(now));
    fill(head, h('b', {}, nameOf(now)), pill(isAway(now) ? 'away' : now.state));
    fill(figures, h('p', {class: 'soft small'}, isAway(now) ? stateLine(now) : sendsLine(now) || stateLine(now)), isAway(now) ? null : lines(now.id));
  };
  update(camera);
  return {element, update};
}

function row(camera) {
  const element = h('tr', {class: 'opens', dataset: {camera: camera.id}, onclick: event => event.target.closest('a') || go('cameras', [camera.id])});
  const update = now => {
    fill(element, h('th', {scope: 'row'}, h('a', {href: href('cameras', [now.id])}, nameOf(now))), h('td', {dataset: {title: t('State')}}, pill(isAway(now) ? 'away' : now.state)), h('td', {dataset: {title: t('Since')}}, stateLine(now)),
      h('td', {dataset: {title: t('Sends')}}, sendsLine(now) || '–'), h('td', {dataset: {title: t('Last two minutes')}}, isAway(now) ? '–' : lines(now.id)));
  };
  update(camera);
  return {element, update};
}

const filters = {all: () => true, live: camera => camera.state === 'streaming', paused: camera => camera.state === 'paused' || camera.state === 'connecting', away: isAway};

function answer(cameras) {
  const live = cameras.filter(filters.live).length, away = cameras.filter(isAway).length;
  if (!cameras.length)
    return t('No camera has been here yet');
  const first = live === cameras.length ? tn('The camera is live', 'All {count} cameras are live', live) : t('{live} of {count} cameras live', {live, count: cameras.length});
  return [first, away ? tn('{count} away', '{count} away', away) : null].filter(Boolean).join(' · ');
}

export function showCameras(host, {query, signal}) {
  const cameras = new Map();
  const shown = new Map();  // id → {element, update}
  const heading = h('h1', {}, t('Cameras'));
  const body = h('div', {'aria-live': 'off'});
  const pictures = stills(signal);
  let view = query.view === 'table' ? 'table' : 'cards', filter = query.state in filters ? query.state : 'all', text = query.q ?? '';
  const search = h('input', {type: 'search', placeholder: t('Filter by name'), 'aria-label': t('Filter by name'), value: text, hidden: true, oninput: () => {
    text = search.value.trim();
    setQuery({q: text || null});
    draw();
  }});
  const stateChips = chips({label: t('State'), items: [], selected: filter, onchange: value => {
    filter = value ?? 'all';
    setQuery({state: filter === 'all' ? null : filter});
    draw();
  }});
  const viewChoice = chips({label: t('View'), items: [{value: 'cards', label: t('Cards')}, {value: 'table', label: t('Table')}], selected: view, onchange: value => {
    view = value ?? (view === 'cards' ? 'table' : 'cards');
    viewChoice.update({selected: view});
    setQuery({view: view === 'cards' ? null : view});
    draw();
  }});
  const pair = () => pairCamera({known: [...cameras.values()]});
  const pairButton = may('manage-cameras') ? h('button', {type: 'button', class: 'primary', onclick: pair}, icon('plus'), t('Pair a camera')) : null;
  const tools = h('div', {class: 'tools'}, search, viewChoice, pairButton);
  fill(host, h('div', {class: 'head'}, heading, tools), stateChips, body);

  const wanted = () => [...cameras.values()].filter(filters[filter]).filter(camera => !text || `${nameOf(camera)} ${camera.id}`.toLocaleLowerCase().includes(text.toLocaleLowerCase()))
    .sort((a, b) => collator.compare(nameOf(a), nameOf(b)));
  const count = name => [...cameras.values()].filter(filters[name]).length;

  function head() {
    fill(heading, answer([...cameras.values()]));
    search.hidden = cameras.size < fromWhenSearch && !text;
    stateChips.hidden = viewChoice.hidden = !cameras.size;
    stateChips.update({items: [['all', t('All')], ['live', t('Live')], ['paused', t('Paused')], ['away', t('Away')]].map(([value, label]) => ({value, label, count: count(value)})), selected: filter});
  }

  function draw() {
    head();
    shown.clear();
    const items = wanted();
    if (!cameras.size) {
      fill(body, states.empty({icon: 'cameras', title: t('Pair the first camera'), text: t('Any computer with a webcam can be one, or a video. It gets a code here and sends its picture from then on.'),
                               action: pairButton ? {label: t('Pair a camera'), act: pair} : null}));
      return;
    }
    if (!items.length) {
      fill(body, states.empty({title: t('No camera matches'), text: t('Take the filter away to see all {count}.', {count: cameras.size}), action: {label: t('Show all'), act: () => {
        text = search.value = '';
        filter = 'all';
        setQuery({q: null, state: null});
        draw();
      }}}));
      return;
    }
    for (const camera of items)
      shown.set(camera.id, view === 'cards' ? card(camera, pictures) : row(camera));
    const elements = [...shown.values()].map(one => one.element);
    fill(body, view === 'cards' ? h('div', {class: 'camera-cards'}, elements)
      : h('div', {class: 'table-box', tabindex: '0', role: 'group', 'aria-label': t('Cameras')}, h('table', {class: 'list', 'aria-label': t('Cameras')}, h('thead', {}, h('tr', {}, [t('Name'), t('State'), t('Since'), t('Sends'), t('Last two minutes')].map(title => h('th', {scope: 'col'}, title)))), h('tbody', {}, elements))),
      cameras.size >= most ? h('p', {class: 'soft'}, t('These are the first {count} cameras.', {count: number(most)})) : null);
  }

  async function load() {
    try {
      const items = await list('/cameras', {}, {signal}).first(most);
      cameras.clear();
      items.forEach(camera => {
        cameras.set(camera.id, camera);
        remember(camera);
      });
      draw();
    } catch (error) {
      if (!signal.aborted && !cameras.size)
        fill(body, states.error(error, load));
    }
  }
  on('camera', ({camera}) => {
    const before = cameras.get(camera.id);
    cameras.set(camera.id, camera);
    // A camera that comes, is called otherwise, or leaves what is filtered for, moves the others: only then everything is drawn.
    if (!before || nameOf(before) !== nameOf(camera) || filters[filter](before) !== filters[filter](camera) || !shown.has(camera.id) && filters[filter](camera))
      draw();
    else {
      if (before.state !== camera.state)
        head();
      shown.get(camera.id)?.update(camera);
    }
  }, {signal});
  on('camera-gone', ({camera}) => {
    if (cameras.delete(camera))
      draw();
  }, {signal});
  on('hello', load, {signal});
  on('pairings', load, {signal});
  fill(body, states.loading(4));
  return load();
}
