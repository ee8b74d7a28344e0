// Pictures of cameras: stills for lists, which are asked for only while they are seen, and one that moves.

import {h} from '../../lib/dom.js';
import {nameOf} from './figures.js';

const freshFor = 10_000;  // ms
const atOnce = 2;
const settle = 2000;      // ms until a camera that came has sent its first picture
const path = camera => encodeURIComponent(camera.id);

// Stills of the cameras that are seen, each renewed now and then, a few at once. `observe(image, camera)` begins; ends with the signal.
export function stills(signal) {
  const shown = new Map();  // image → {camera, at}
  const seen = new Set();
  let running = 0;
  const observer = new IntersectionObserver(entries => {
    for (const entry of entries)
      entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target);
    next();
  });
  const next = () => {
    const due = [...seen].filter(image => shown.get(image)?.camera.state === 'streaming' && Date.now() - shown.get(image).at >= freshFor && !document.hidden)
      .sort((a, b) => shown.get(a).at - shown.get(b).at);
    for (const image of due.slice(0, atOnce - running))
      load(image);
  };
  const load = async image => {
    const one = shown.get(image);
    one.at = Date.now();
    ++running;
    try {
      const reply = await fetch(`/snapshot/${path(one.camera)}.jpg`, {signal});
      if (reply.ok) {
        const address = URL.createObjectURL(await reply.blob());
        image.onload = () => URL.revokeObjectURL(address);
        image.src = address;
        image.classList.add('has');
      }
    } catch {
      // the picture of before stays; the next round tries again
    } finally {
      --running;
      if (!signal.aborted)
        next();
    }
  };
  const timer = setInterval(next, 1000);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    observer.disconnect();
  }, {once: true});
  return {
    observe(image, camera) {
      shown.set(image, {camera, at: 0});
      observer.observe(image);
    },
    update(image, camera) {
      const one = shown.get(image);
      if (one && one.camera.state !== 'streaming' && camera.state === 'streaming')
        one.at = Date.now() - freshFor + settle;  // it is back: look soon
      if (one)
        one.camera = camera;
    },
  };
}

// The camera's picture, moving. Ends with the signal: a browser keeps such a connection open even when its image is gone.
export function moving(camera, signal, {rate = 12, width = 960} = {}) {
  const image = h('img', {class: 'live-picture', alt: nameOf(camera)});
  const begin = () => { image.src = `/mjpeg/${path(camera)}?rate=${rate}&width=${width}`; };
  image.addEventListener('error', () => setTimeout(() => signal.aborted || begin(), 2000));
  signal.addEventListener('abort', () => image.removeAttribute('src'), {once: true});
  begin();
  return image;
}
