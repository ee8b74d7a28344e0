// What a camera sends, asked of it while it streams: the answer is what it sends then, and the plots beside show the effect.

import {get, patch, post} from '../../lib/api.js';
import {fill, h, icon} from '../../lib/dom.js';
import {busy, problemOf, toast} from '../../lib/ui.js';
import {number, t} from '../../lib/words.js';
import {bitrateText} from './figures.js';

const sizes = ['1920×1080', '1280×720', '960×540', '640×360', '320×180'];
const rates = [30, 25, 20, 15, 10, 5, 2, 1];
const bitrates = [100, 200, 400, 600, 800, 1200, 2000, 3000, 4500, 6000, 8000];

// What the camera has not told stays as it is until something else is chosen.
const options = (values, chosen, text = value => value) => {
  const all = values.includes(chosen) || chosen === null ? values : [chosen, ...values];
  return [chosen === null ? h('option', {value: '', selected: true}, t('as it is')) : null, all.map(value => h('option', {value, selected: value === chosen}, text(value)))];
};

const sizeOf = sending => (sending.width ? `${sending.width}×${sending.height}` : null);
const codecName = codec => ({h264: 'H.264', vp8: 'VP8'})[codec] ?? codec;

export function sentence(sending) {
  if (sending.paused)
    return t('It is paused: its camera and encoder are free, the connection stays.');
  if (!sending.codec)
    return t('It has not said yet what it sends.');
  return t('It sends {what}.', {what: [codecName(sending.codec), sizeOf(sending) && t('at most {size}', {size: sizeOf(sending)}), sending.frameRate && t('{rate} frames a second', {rate: sending.frameRate}),
                                        sending.bitrateKbps && bitrateText(sending.bitrateKbps)].filter(Boolean).join(', ')});
}

// Draws into `place`; → update(camera) to be called when the camera's state changed.
export function encodingControl(place, camera, {mayControl, signal}) {
  const path = `/cameras/${encodeURIComponent(camera.id)}`;
  let state = camera.state, sending = null;

  const choice = (name, label, made) => h('div', {class: 'field half'}, h('label', {for: `encoding-${name}`}, label), h('select', {id: `encoding-${name}`, name}, made));

  function form() {
    const element = h('form', {class: 'form encoding', onsubmit: async event => {
      event.preventDefault();
      await ask(event.submitter, () => patch(`${path}/encoding`, wish(element)));
    }}, choice('codec', t('Codec'), options(['vp8', 'h264'], sending.codec ?? null, codecName)), choice('size', t('Size, at most'), options(sizes, sizeOf(sending))),
    choice('frameRate', t('Frames a second, at most'), options(rates, sending.frameRate ?? null, value => number(value))), choice('bitrateKbps', t('Bitrate, at most'), options(bitrates, sending.bitrateKbps ?? null, bitrateText)),
    h('footer', {class: 'buttons'}, h('button', {type: 'button', onclick: event => ask(event.currentTarget, () => post(`${path}/keyframe`), t('A key frame was asked for.'))}, t('Key frame')),
      h('button', {type: 'button', onclick: event => ask(event.currentTarget, () => post(`${path}/${sending.paused ? 'resume' : 'pause'}`))}, icon(sending.paused ? 'play' : 'pause'), sending.paused ? t('Resume') : t('Pause')),
      h('button', {type: 'submit', class: 'primary'}, t('Apply'))));
    return element;
  }

  // Only what differs is asked for; the rest stays as the camera's operator has it.
  function wish(element) {
    const chosen = Object.fromEntries(new FormData(element));
    const [width, height] = (chosen.size ?? '').split('×').map(Number);
    const all = {codec: chosen.codec, ...(width ? {width, height} : {}), frameRate: Number(chosen.frameRate), bitrateKbps: Number(chosen.bitrateKbps)};
    return Object.fromEntries(Object.entries(all).filter(([name, value]) => value && value !== sending[name]));
  }

  async function ask(pressed, work, done) {
    try {
      sending = (await busy(pressed, work)).data;
      draw();
      if (sending.problem)
        toast(sending.problem, {bad: true});
      else if (done)
        toast(done);
    } catch (error) {
      toast(problemOf(error), {bad: true});
    }
  }

  function draw(problem = null) {
    if (state === 'offline')
      return fill(place, h('p', {class: 'soft'}, t('The camera is away. What it sends can be changed once it is here.')));
    if (problem)
      return fill(place, h('p', {class: 'soft'}, problem.status === 409 ? t('This camera’s program takes no orders. Change what it sends on its own machine.') : problemOf(problem)));
    const focused = place.contains(document.activeElement) ? document.activeElement.id || document.activeElement.textContent : null;
    fill(place, h('p', {role: 'status', class: 'sends'}, sentence(sending)), sending.problem ? h('p', {class: 'problem'}, sending.problem) : null, mayControl ? form() : null);
    if (focused)
      [...place.querySelectorAll('button, select')].find(one => one.id === focused || one.textContent === focused)?.focus();
    return undefined;
  }

  async function load() {
    if (state === 'offline')
      return draw();
    try {
      sending = (await get(`${path}/encoding`, {}, {signal})).data;
      return draw();
    } catch (error) {
      return signal.aborted ? undefined : draw(error);
    }
  }
  load();
  return now => {
    const before = state;
    state = now.state;
    if (before !== state)
      load();
  };
}
