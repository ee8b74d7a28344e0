// Unknown faces: a queue that is answered with one key each.
import {ApiError, get, list, remove} from '../lib/api.js';
import {fill, h} from '../lib/dom.js';
import * as events from '../lib/events.js';
import {pickPerson} from '../lib/pick.js';
import {go, setQuery} from '../lib/route.js';
import {may} from '../lib/session.js';
import {confirmByName, dialog, field, states, tabs, toast} from '../lib/ui.js';
import {loadWords, t, time, tn} from '../lib/words.js';
import {badge} from '../shell/places.js';
import {Answers} from './unknown/answers.js';
import {faceCard, pictureOf} from './unknown/card.js';

export const title = 'Unknown faces';

const most = 200;      // in the queue at a time
const settle = 800;    // ms in which news are gathered

// #/unknown/FACE begins with that face, where it still waits.
export async function show(host, {parts, query, signal}) {
  await loadWords('enrol');
  if (signal.aborted)
    return;
  if (!may('view-people'))
    return void fill(host, states.empty({icon: 'unknown', title: t('Unknown faces are not for this account'), text: t('Your account is limited to some cameras. Live shows them.'), action: {label: t('Go to Live'), act: () => go('live')}}));
  const queue = new Queue(host, {first: parts[0], query, signal});
  await queue.start();
}

class Queue {
  #card = null;
  #ending = null;  // of the card
  #timer = 0;
  faces = [];
  notes = new Map();     // by face: what went wrong with its answer
  hidden = new Set();    // answered a moment ago

  constructor(host, {first, query, signal}) {
    Object.assign(this, {signal, state: ['visitor', 'dismissed'].includes(query.state) ? query.state : 'waiting', cameras: new Map(), current: first ? {id: first} : null});
    this.answers = new Answers({signal, onGone: face => this.gone(face), onBack: (face, note) => this.back(face, note), onDone: face => this.done(face)});
    this.strip = h('ul', {class: 'face-strip', 'aria-label': t('Queue')});
    this.place = h('div', {class: 'face-place'}, states.loading(6));
    this.count = h('p', {class: 'soft', role: 'status'});
    fill(host, h('div', {class: 'unknown'}, h('div', {class: 'head'}, h('h1', {}, t('Unknown faces')), this.count), this.tabs(), h('div', {class: 'face-columns'}, this.place, this.strip), this.keys()));
  }

  tabs() {
    const item = (value, label) => ({value, label, show: () => {}});
    this.chosen = tabs({label: t('Which'), selected: this.state, items: [item('waiting', t('Waiting')), item('visitor', t('Visitors')), item('dismissed', t('Dismissed'))], onchange: value => {
      if (value === this.state)
        return;
      this.state = value;
      setQuery({state: value === 'waiting' ? null : value});
      this.current = null;
      fill(this.place, states.loading(6));
      this.load();
    }});
    this.chosen.querySelector('.tab-panel').remove();
    return this.chosen;
  }

  keys() {
    const key = (letter, word) => h('span', {}, h('kbd', {}, letter), ' ', word);
    return may('manage-people') ? h('p', {class: 'key-help soft', 'aria-label': t('Keys')}, key('1–3', t('it is them')), key('z', t('undo')), key('←', t('back')), key('→', t('next'))) : null;
  }

  async start() {
    document.addEventListener('keydown', event => this.press(event), {signal: this.signal});
    events.on('unknown-face', () => this.later(), {signal: this.signal});
    events.on('back', () => this.later(), {signal: this.signal});
    this.signal.addEventListener('abort', () => clearTimeout(this.#timer), {once: true});
    await Promise.all([this.loadCameras(), this.load()]);
  }

  async loadCameras() {
    const {data} = await get('/cameras', {limit: 500}, {signal: this.signal}).catch(() => ({data: {items: []}}));
    for (const camera of data.items)
      this.cameras.set(camera.id, camera.name || camera.id);
  }

  later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), settle);
  }

  async load() {
    const asked = this.state;
    try {
      const faces = await list('/unknown-faces', {state: asked}, {signal: this.signal}).first(most);
      if (asked !== this.state)
        return;
      this.faces = faces;
      this.draw();
    } catch (error) {
      if (!this.signal.aborted && !this.faces.length)
        fill(this.place, states.error(error, () => this.load()));
    }
  }

  shown() { return this.faces.filter(({id}) => !this.hidden.has(id)); }

  draw() {
    if (this.signal.aborted)
      return;
    const shown = this.shown();
    if (this.state === 'waiting')
      badge('unknown', shown.length);
    const many = shown.length >= most ? t('{count} or more', {count: most}) : tn('{count} face', '{count} faces', shown.length);
    this.count.textContent = shown.length ? many : '';
    const at = shown.find(({id}) => id === this.current?.id) ?? shown[0] ?? null;
    this.drawStrip(shown, at);
    if (!at)
      return this.drawNothing();
    if (at.id !== this.current?.id || !this.#card)
      this.showFace(at);
  }

  drawStrip(shown, at) {
    const had = new Map([...this.strip.children].map(row => [row.dataset.id, row]));
    fill(this.strip, shown.map(face => {
      const row = had.get(face.id) ?? h('li', {dataset: {id: face.id}}, h('button', {type: 'button', class: 'quiet', onclick: () => this.showFace(this.faces.find(({id}) => id === face.id))},
        h('img', {src: pictureOf(face), alt: '', loading: 'lazy'}), h('span', {class: 'number small'}, time(face.lastSeen))));
      row.firstElementChild.setAttribute('aria-current', String(face.id === at?.id));
      row.firstElementChild.setAttribute('aria-label', t('Seen {when}', {when: time(face.lastSeen)}));
      return row;
    }));
  }

  drawNothing() {
    this.current = this.#card = null;
    this.#ending?.abort();
    const texts = {waiting: [t('Every face is answered'), t('Somebody whom cameras see and nobody knows waits here until you say who it is.')],
      visitor: [t('No visitors'), t('Faces that are marked as visitors are no news when they are seen again.')], dismissed: [t('Nothing is dismissed'), t('Faces of no interest are kept for some days, in case.')]}[this.state];
    fill(this.place, states.empty({icon: 'unknown', title: texts[0], text: texts[1], action: this.state === 'waiting' ? {label: t('Look at the live pictures'), act: () => go('live')} : undefined}));
  }

  showFace(face) {
    this.#ending?.abort();
    this.#ending = new AbortController();
    this.current = face;
    this.#card = faceCard({face, note: this.notes.get(face.id), cameras: this.cameras, answer: key => this.answer(key), signal: AbortSignal.any([this.signal, this.#ending.signal])});
    fill(this.place, this.#card.element);
    for (const row of this.strip.children)
      row.firstElementChild.setAttribute('aria-current', String(row.dataset.id === face.id));
    this.strip.querySelector('[aria-current="true"]')?.scrollIntoView({block: 'nearest', inline: 'nearest'});
  }

  // --- answers ---------------------------------------------------------------------------------------------------------------

  press(event) {
    const isTyping = event.target.closest?.('input:not([type=checkbox]), textarea, select, dialog, [role=menu], .side-panel');
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]'))
      return;
    const isTab = event.target.getAttribute?.('role') === 'tab';
    if (event.key === 'z')
      this.answers.undo() || toast(t('There is nothing to take back.'));
    else if (event.key === 'ArrowRight' && !isTab)
      this.step(1);
    else if (event.key === 'ArrowLeft' && !isTab)
      this.step(-1);
    else if (!this.answer(event.key))
      return;
    event.preventDefault();
  }

  step(count) {
    const shown = this.shown();
    const at = shown.findIndex(({id}) => id === this.current?.id);
    if (shown.length)
      this.showFace(shown[(at + count + shown.length) % shown.length]);
  }

  // True where the key is an answer.
  answer(key) {
    const face = this.current;
    if (!face || !this.#card || !may('manage-people'))
      return false;
    const candidate = /^[1-3]$/.test(key) ? this.#card?.people[Number(key) - 1] : null;
    if (candidate)
      this.answers.assign(face, {id: candidate.person, name: candidate.name});
    else if (key === 'n')
      this.newPerson(face);
    else if (key === 'p')
      this.pick(face);
    else if (key === 'v' && face.state === 'waiting')
      this.answers.visitor(face);
    else if (key === 'd' && face.state === 'waiting')
      this.answers.dismiss(face);
    else if (key === 'w' && face.state !== 'waiting')
      this.answers.restore(face);
    else if (key === 'x')
      this.erase(face);
    else
      return false;
    return true;
  }

  async newPerson(face) {
    const name = h('input', {type: 'text', maxlength: 200, autocomplete: 'off', autofocus: true});
    const nameField = field(t('Name'), name);
    const asked = dialog({title: t('Somebody new'), body: [h('div', {class: 'row'}, h('img', {class: 'face-small', src: pictureOf(face), alt: ''}), h('p', {class: 'soft'}, t('The pictures of this face become photos of the person.'))), nameField],
      actions: [{label: t('Cancel'), value: false}, {label: t('Enrol'), primary: true, value: true, act: async () => {
        nameField.problem(name.value.trim() ? '' : t('Enter the name.'));
        if (!name.value.trim())
          throw new ApiError({detail: t('Enter the name.')});
      }}]});
    if (await asked.closed === true)
      this.answers.assign(face, {name: name.value.trim(), isNew: true});
  }

  async pick(face) {
    let person = null;
    const box = pickPerson({label: t('Person'), onpick: chosen => { person = chosen; }});
    const asked = dialog({title: t('Who is it?'), body: [box], actions: [{label: t('Cancel'), value: false}, {label: t('It is them'), primary: true, value: true, act: async () => {
      if (!person)
        throw new ApiError({detail: t('Choose a person.')});
    }}]});
    if (await asked.closed === true)
      this.answers.assign(face, {id: person.id, name: person.name});
  }

  async erase(face) {
    const word = t('erase');
    if (await confirmByName({title: t('Erase this face'), text: t('Its pictures and where it was seen go, for good and at once.'), name: word, action: t('Erase'), act: () => remove(`/unknown-faces/${encodeURIComponent(face.id)}`)})) {
      this.faces = this.faces.filter(({id}) => id !== face.id);
      this.draw();
      toast(t('Erased'));
    }
  }

  gone(face) {
    const shown = this.shown();
    const at = shown.findIndex(({id}) => id === face.id);
    this.hidden.add(face.id);
    this.notes.delete(face.id);
    if (this.current?.id === face.id)
      this.current = shown[at + 1] ?? shown[at - 1] ?? null;
    const next = this.current;
    this.#card = null;
    if (next)
      this.showFace(next);
    this.draw();
  }

  // The server has the answer: from now on it says itself what waits.
  done(face) {
    this.hidden.delete(face.id);
    this.faces = this.faces.filter(({id}) => id !== face.id);
  }

  // It was taken back, or the server refused.
  back(face, note) {
    this.hidden.delete(face.id);
    if (note.problem)
      this.notes.set(face.id, note);
    if (!this.faces.some(({id}) => id === face.id))
      this.faces.unshift(face);
    this.showFace(face);
    this.draw();
    this.later();
  }
}
