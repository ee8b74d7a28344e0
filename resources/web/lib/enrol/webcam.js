// Photos from this device's camera, with hints: three from the front, one turned a little to each side. The server judges each look; none is kept there.
import {fill, h, icon} from '../dom.js';
import {t} from '../words.js';
import {button, problemOf} from '../ui.js';
import {frameOf, pictureOf} from './photo_file.js';
import {hintText} from './words.js';

const wanted = ['ahead', 'ahead', 'ahead', 'left', 'right'];
const looksEvery = 350;   // ms at least between two looks
const checkWidth = 640;   // pixels of what is looked at; what is kept is as large as the camera gives
const keptWidth = 1280;
const steady = 0.5;       // overlap of the face in two looks that follow each other

// webcam({check, onchange}) → an element. `.photos()`; `.stop()` it while something else is shown and `.start()` it again; `.discard()` it when it is put away for good.
export function webcam({check, onchange = () => {}}) {
  const video = h('video', {class: 'webcam-video', autoplay: true, muted: true, playsinline: true});
  const hint = h('p', {class: 'webcam-hint', role: 'status'}, t('Starting the camera…'));
  const shots = h('ol', {class: 'webcam-shots', 'aria-label': t('Photos taken')});
  const element = h('div', {class: 'webcam'}, h('div', {class: 'webcam-picture'}, video, hint), shots);
  const taken = [];  // {facing, blob, address}
  let stream = null;
  let running = null;  // while the camera is on
  let last = null;   // the box of the look before

  const missing = () => {
    const open = [...wanted];
    for (const {facing} of taken)
      open.splice(open.indexOf(facing), 1);
    return open;
  };
  const say = text => {
    if (hint.textContent !== text)
      hint.textContent = text;
  };

  const draw = () => {
    const places = [...taken.map(({address, facing}) => h('li', {class: 'taken'}, h('img', {src: address, alt: poseWord(facing)}))),
      ...missing().map(facing => h('li', {}, h('span', {}, poseWord(facing))))];
    fill(shots, places);
    onchange();
  };

  // `mine` is the run that it belongs to: a later one has taken its place where it is not `running`.
  async function look(mine) {
    const frame = await frameOf(video);
    try {
      await judge(frame, mine);
    } finally {
      frame.close();
    }
  }

  // What is kept is the very frame that was found good: the next one may be blurred, or show nobody.
  async function judge(frame, mine) {
    const review = await check(await pictureOf(frame, checkWidth));
    if (mine !== running)
      return;
    const isSteady = overlap(last, review.box) >= steady;
    last = review.box;
    if (!review.usable)
      return say(hintText(review.hint) || t('Look straight into the camera'));
    if (review.facing && missing().includes(review.facing)) {
      if (!isSteady)
        return say(t('Hold still'));
      const blob = await pictureOf(frame, keptWidth);
      if (mine !== running)
        return;
      taken.push({facing: review.facing, blob, address: URL.createObjectURL(blob)});
      draw();
    }
    say(hintText({code: missing().length ? {ahead: 'look-ahead', left: 'turn-left', right: 'turn-right'}[missing()[0]] : 'complete'}));
  }

  async function run(mine) {
    while (mine === running && missing().length) {
      const began = performance.now();
      try {
        await look(mine);
      } catch (error) {
        if (mine !== running)
          return;
        if (error.status !== 503)
          return fail(problemOf(error));
        say(t('The server is busy. Try again in a moment.'));
      }
      await new Promise(resolve => setTimeout(resolve, Math.max(50, looksEvery - (performance.now() - began))));
    }
    if (mine === running)
      stop();
  }

  async function start() {
    if (running || !missing().length)
      return;
    const mine = running = {};
    fill(element, h('div', {class: 'webcam-picture'}, video, hint), shots);
    say(t('Starting the camera…'));
    draw();
    try {
      if (!navigator.mediaDevices)
        throw Object.assign(new Error(), {name: 'InsecureError'});
      const opened = await navigator.mediaDevices.getUserMedia({video: {width: {ideal: keptWidth}, facingMode: 'user'}, audio: false});
      if (mine !== running)
        return end(opened);
      video.srcObject = stream = opened;
      await video.play();
    } catch (error) {
      return mine === running && fail(cameraProblem(error));
    }
    run(mine);
  }

  function fail(text) {
    stop();
    fill(element, h('div', {class: 'empty failed', role: 'alert'}, icon('warning'), h('h3', {}, t('The camera cannot be used')), h('p', {}, text),
      button(t('Try again'), {onclick: start})), shots);
  }

  function stop() {
    running = null;
    end(stream);
    stream = null;
  }
  const end = opened => opened?.getTracks().forEach(track => track.stop());

  start();
  return Object.assign(element, {
    photos: () => taken.map(({blob}) => blob),
    start,
    stop,
    discard() {
      stop();
      taken.forEach(({address}) => URL.revokeObjectURL(address));
    },
  });
}

function poseWord(facing) {
  return {ahead: t('ahead'), left: t('to the left'), right: t('to the right')}[facing];
}

function cameraProblem(error) {
  switch (error.name) {
  case 'NotAllowedError':
    return t('The browser may not use the camera. Allow it beside the address, then press Try again.');
  case 'NotFoundError':
  case 'OverconstrainedError':
    return t('This device has no camera. Connect one, or upload photos.');
  case 'NotReadableError':
    return t('The camera is in use by another program. Close it, then press Try again.');
  case 'InsecureError':
    return t('Browsers give the camera to encrypted pages alone. Open this page by its https address, or upload photos.');
  default:
    return t('The camera does not answer. Connect it again, then press Try again.');
  }
}

// Of two boxes [x, y, width, height]: what they share of what they cover together.
function overlap(a, b) {
  if (!a || !b)
    return 0;
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0)
    return 0;
  return width * height / (a[2] * a[3] + b[2] * b[3] - width * height);
}
