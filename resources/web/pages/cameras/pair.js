// "Pair a camera": a name, then a code to type or scan that counts down, then the live picture, by itself, once the camera is there.

import {get, post} from '../../lib/api.js';
import {fill, h} from '../../lib/dom.js';
import {on} from '../../lib/events.js';
import {href} from '../../lib/route.js';
import {dialog, problemOf, toast} from '../../lib/ui.js';
import {t} from '../../lib/words.js';
import {makeForm} from '../settings/form.js';
import {copyable, drawing} from '../settings/parts.js';
import {nameOf} from './figures.js';
import {moving} from './picture.js';

const clock = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

// The first free name of its kind: camera-1, camera-2 …
function suggestion(known) {
  const taken = new Set(known.map(camera => camera.id));
  for (let number = 1; ; ++number) {
    if (!taken.has(`camera-${number}`))
      return `camera-${number}`;
  }
}

// `known`: the cameras that are there; `camera`: pair this one anew.
export function pairCamera({known = [], camera = null}) {
  const ended = new AbortController();
  const place = h('div', {class: 'pair'});
  const opened = dialog({title: camera ? t('Pair {name} again', {name: nameOf(camera)}) : t('Pair a camera'), body: place, wide: true, onClose: () => ended.abort()});
  const form = opened.element.querySelector('form');
  const {signal} = ended;
  let step = null;  // ends what the step before has begun

  const begin = () => {
    step?.abort();
    step = new AbortController();
    form.querySelector('footer')?.remove();
    return AbortSignal.any([signal, step.signal]);
  };
  const makeCode = async (id, address) => post(`/cameras/${encodeURIComponent(id)}/pairing-code`, address ? {address} : {});

  function ask() {
    const stepSignal = begin();
    const made = makeForm({
      within: form, signal: stepSignal, cancel: () => opened.close(), saveText: t('Make a code'), values: {id: suggestion(known)},
      fields: [{name: 'id', label: t('What is it called?'), required: true, maxlength: 64, hint: t('Letters, digits, dots, dashes and underscores: entrance, room-12.')},
               {name: 'address', label: t('Address of this server for the camera'), maxlength: 200, placeholder: t('found out by itself'), hint: t('host or host:port; only where the camera does not reach what is found out.')}],
      validate: values => (known.some(one => one.id === values.id && one.state !== 'offline') ? {id: t('A camera of this name is connected now. Choose another name.')} : {}),
      save: async values => ({id: values.id, address: values.address, code: (await makeCode(values.id, values.address)).data}),
      done: result => showCode(result),
    });
    fill(place, h('p', {class: 'soft'}, t('Any computer with a webcam can be a camera. The code lets exactly this one in.')), made.element);
    made.focus();
  }

  function showCode({id, address, code}) {
    const stepSignal = begin();
    const left = h('span', {class: 'number', role: 'timer'});
    const again = h('button', {type: 'button', class: 'primary', hidden: true, onclick: async () => {
      again.disabled = true;
      try {
        showCode({id, address, code: (await makeCode(id, address)).data});
      } catch (error) {
        again.disabled = false;
        toast(problemOf(error), {bad: true});
      }
    }}, t('Make another code'));
    const letters = h('p', {class: 'pair-code', 'aria-label': t('Code {code}', {code: [...code.code].join(' ')})}, code.code);
    const state = h('p', {role: 'status'}, t('Waiting for the camera.'), ' ', left);
    fill(place, code.servesOthers ? null : h('p', {class: 'problem'}, t('This server listens to its own machine alone: a camera elsewhere will not reach it. Start it with --listen 0.0.0.0.')),
      h('div', {class: 'pair-ways'},
        h('div', {}, h('h3', {}, t('Type the code in the camera app')), letters, h('h3', {}, t('or on a machine without a screen')),
          copyable(`rollcall-camera pair '${code.link}'`, t('Command for the camera')), h('h3', {}, t('or open the link there')), copyable(code.link, t('Pairing link'))),
        h('figure', {}, drawing(code.qrSvg, t('QR code of the pairing link')), h('figcaption', {class: 'soft small'}, t('or scan it with the camera')))),
      h('p', {class: 'soft small'}, t('Certificate of this server: {fingerprint}', {fingerprint: code.fingerprint})), h('div', {class: 'row wrap'}, state, again));
    countDown();

    function countDown() {
      const rest = Math.max(0, Math.round((Date.parse(code.expiresAt) - Date.now()) / 1000));
      left.textContent = rest ? t('The code is good for {time}.', {time: clock(rest)}) : '';
      if (rest)
        return;
      clearInterval(timer);
      letters.classList.add('over');
      again.hidden = false;
      fill(state, t('The code is no longer good.'));
    }
    const timer = setInterval(countDown, 1000);
    stepSignal.addEventListener('abort', () => clearInterval(timer), {once: true});

    const arrived = camera => camera?.id === id && camera.state === 'streaming' && showArrived(camera);
    on('camera', event => arrived(event.camera), {signal: stepSignal});
    on('hello', event => event.cameras?.forEach(arrived), {signal: stepSignal});
    on('pairings', async event => {
      if (event.camera !== id)
        return;
      fill(state, t('{name} is paired. Its picture comes next.', {name: id}));
      again.hidden = true;
      clearInterval(timer);
      const {data} = await get('/cameras', {limit: 500}, {signal: stepSignal}).catch(() => ({data: {items: []}}));
      stepSignal.aborted || data.items.forEach(arrived);
    }, {signal: stepSignal});
  }

  function showArrived(camera) {
    begin();
    fill(place, h('p', {role: 'status'}, h('b', {}, t('{name} is here.', {name: nameOf(camera)})), ' ', t('This is what it sees:')), h('div', {class: 'pair-picture'}, moving(camera, signal)));
    const done = h('a', {class: 'button primary', href: href('cameras', [camera.id]), onclick: () => opened.close()}, t('To its page'));
    form.append(h('footer', {}, h('button', {type: 'button', onclick: () => pairAnother()}, t('Pair another one')), done));
    done.focus();
  }
  function pairAnother() {
    opened.close();
    pairCamera({known});
  }

  if (camera)
    makeCode(camera.id).then(({data}) => showCode({id: camera.id, code: data}), error => fill(place, h('p', {class: 'problem', role: 'alert'}, problemOf(error))));
  else
    ask();
}
