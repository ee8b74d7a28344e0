// The bell: what is open, what it concerns, and "seen, somebody looks after it".

import {list, post} from '../lib/api.js';
import {fill, h, icon} from '../lib/dom.js';
import {on} from '../lib/events.js';
import {href} from '../lib/route.js';
import {may} from '../lib/session.js';
import {problemOf, sidePanel, states, toast} from '../lib/ui.js';
import {bytes, loadWords, t, when} from '../lib/words.js';

const most = 200;
const gravity = ['info', 'warning', 'critical'];

// The title in the reader's language; the server's own sentence where the kind is newer than this page.
export function titleOf(alert) {
  const who = alert.params?.name ?? alert.params?.person ?? '';
  const camera = alert.params?.cameraName || alert.params?.camera || '';
  switch (alert.kind) {
  case 'late': return t('{name} is late', {name: who});
  case 'absent': return t('{name} is absent', {name: who});
  case 'unknown-face': return t('An unknown face at {camera}', {camera});
  case 'camera-away': return t('{camera} is away', {camera});
  case 'register': return t('The register is not available');
  case 'disk': return t('The disk is nearly full');
  case 'outbox': return t('Sightings wait for the database');
  }
  return alert.title;
}

function textOf(alert) {
  const {minutes, shift, freeBytes, problem, server} = alert.params ?? {};
  // Where several servers share a register: whose it is.
  const ofServer = text => [text, server ? t('Server {name}', {name: server}) : ''].filter(Boolean).join(' · ');
  switch (alert.kind) {
  case 'late':
  case 'absent': return [minutes === undefined ? null : t('{minutes} minutes after the start', {minutes}), shift].filter(Boolean).join(', ');
  case 'disk': return freeBytes === undefined ? alert.text : ofServer(t('{free} are free.', {free: bytes(freeBytes)}));
  case 'register':
  case 'outbox': return problem ? ofServer(problem) : alert.text;
  }
  return '';
}

// Where one goes to do something about it.
export function linkOf(alert) {
  const {person, camera, face, day} = alert.params ?? {};
  switch (alert.kind) {
  case 'late':
  case 'absent': return person ? [href('today', [], {day, person}), t('Show in the register')] : null;
  case 'unknown-face': return [href('unknown', face ? [face] : []), t('Say who it is')];
  case 'camera-away': return [href('cameras', [camera]), t('Show the camera')];
  case 'disk': return [href('settings', ['storage']), t('Show storage')];
  case 'register':
  case 'outbox': return [href('settings', ['system']), t('Show the system')];
  }
  return null;
}

const open = new Map();  // id → alert; for the whole page, so that bell and panel agree
const hearers = new Set();
let following = null, listening = false;

const changed = () => hearers.forEach(hear => hear());
const worst = () => [...open.values()].filter(alert => alert.state === 'open').map(alert => gravity.indexOf(alert.severity)).reduce((a, b) => Math.max(a, b), -1);

async function load() {
  const alerts = await list('/alerts').first(most);
  open.clear();
  alerts.forEach(alert => open.set(alert.id, alert));
  changed();
}

function listen() {
  listening = true;
  on('alert', ({alert}) => {
    open.set(alert.id, alert);
    changed();
  });
  on('alert-ended', ({id}) => {
    open.delete(id);
    changed();
  });
  on('hello', () => load().catch(() => {}));  // what happened during a break
}

function follow() {
  listening || listen();
  return load();
}

// `onCount(count, severity)` hears how many are open and not yet acknowledged, and how grave the gravest is; now and whenever that changes.
export function watchAlerts(onCount, signal) {
  const hear = () => onCount([...open.values()].filter(alert => alert.state === 'open').length, gravity[worst()] ?? null);
  hearers.add(hear);
  signal?.addEventListener('abort', () => hearers.delete(hear), {once: true});
  if (!following)
    (following = follow()).catch(() => { following = null; });
  else
    hear();
}

async function acknowledge(alert, control) {
  control.disabled = true;
  try {
    const {data} = await post(`/alerts/${encodeURIComponent(alert.id)}/acknowledge`);
    open.set(data.id, data);
    changed();
  } catch (error) {
    control.disabled = false;
    toast(problemOf(error), {bad: true});
  }
}

function card(alert, close) {
  const link = linkOf(alert);
  const isSeen = alert.state === 'acknowledged';
  return h('li', {class: `alert ${alert.severity}${isSeen ? ' seen' : ''}`, dataset: {id: alert.id}}, icon(alert.severity === 'info' ? 'info' : 'warning'),
    h('div', {}, h('b', {}, titleOf(alert)), h('p', {class: 'soft'}, textOf(alert)),
      h('p', {class: 'faint small'}, t('since {when}', {when: when(alert.startedAt)}), isSeen ? ` · ${t('acknowledged by {name}, {when}', {name: alert.acknowledgedBy ?? '–', when: when(alert.acknowledgedAt)})}` : ''),
      h('div', {class: 'row wrap'}, link ? h('a', {class: 'button', href: link[0], onclick: close}, link[1]) : null,
        !isSeen && may('answer-alerts') ? h('button', {type: 'button', class: 'quiet', 'aria-label': t('Acknowledge: {title}', {title: titleOf(alert)}), onclick: event => acknowledge(alert, event.currentTarget)}, t('Acknowledge')) : null)));
}

const byGravity = (a, b) => (a.state === 'acknowledged') - (b.state === 'acknowledged') || gravity.indexOf(b.severity) - gravity.indexOf(a.severity) || b.startedAt.localeCompare(a.startedAt);

export async function openAlerts() {
  await loadWords('alerts');
  const body = h('div', {class: 'alerts'});
  const ended = new AbortController();
  const panel = sidePanel({title: t('Alerts'), body, onClose: () => ended.abort()});
  const close = () => panel.close();
  const draw = () => {
    const focused = document.activeElement?.closest('.alert')?.dataset.id;
    const alerts = [...open.values()].sort(byGravity);
    fill(body, alerts.length ? h('ul', {class: 'alert-list'}, alerts.map(alert => card(alert, close))) : states.empty({icon: 'check', title: t('Nothing is open'), text: t('What needs somebody is here: late people, unknown faces, cameras that are away.')}),
      alerts.length >= most ? h('p', {class: 'soft'}, t('These are the newest {count}.', {count: most})) : null,
      may('manage-alerts') ? h('p', {class: 'foot'}, h('a', {href: href('settings', ['alerts']), onclick: close}, t('What is told, and how'))) : null);
    if (focused)
      body.querySelector(`[data-id="${CSS.escape(focused)}"] :is(a, button)`)?.focus();
  };
  hearers.add(draw);
  ended.signal.addEventListener('abort', () => hearers.delete(draw), {once: true});
  fill(body, states.loading(3));
  const tryLoad = () => (following ??= follow()).then(draw, error => {
    following = null;
    fill(body, states.error(error, tryLoad));
  });
  tryLoad();
  return panel;
}
