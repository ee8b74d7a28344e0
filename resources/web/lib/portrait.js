// A person's face for lists: initials at once, the picture when its row has come to rest. Pictures stay in memory for as long as the page, the
// latest ones.
import {get} from './api.js';
import {h} from './dom.js';
import * as events from './events.js';

const rest = 120;       // ms that a row has to stay before its picture is asked for
const kept = 400;
const atOnce = 4;
const pixels = 128;     // of a picture, for sharp screens too

const pictures = new Map();  // id → promise of an address or null, the latest last
const waiting = [];
let running = 0;

events.on('people', ({ids}) => (ids ?? [...pictures.keys()]).forEach(forget));

// Their photos are others now.
export function forget(id) {
  const picture = pictures.get(id);
  pictures.delete(id);
  picture?.then(address => address && setTimeout(() => URL.revokeObjectURL(address), 10_000), () => {});
}

// portrait('ada', 'Ada Example', {large: true}): decoration beside the name, so it has none of its own.
export function portrait(id, name, {large = false, picture = true} = {}) {
  const element = h('span', {class: large ? 'portrait large' : 'portrait', 'aria-hidden': 'true'}, initials(name));
  if (picture && id)
    setTimeout(() => element.isConnected && show(element, id), pictures.has(id) ? 0 : rest);
  return element;
}

async function show(element, id) {
  const address = await pictureOf(id, () => element.isConnected).catch(() => null);
  if (address && element.isConnected)
    element.replaceChildren(h('img', {src: address, alt: '', decoding: 'async'}));
}

function pictureOf(id, isWanted) {
  const known = pictures.get(id);
  if (known) {
    pictures.delete(id);
    pictures.set(id, known);
    return known;
  }
  const loaded = new Promise((resolve, reject) => waiting.push({id, isWanted, resolve, reject}));
  pictures.set(id, loaded);
  loaded.catch(() => pictures.get(id) === loaded && pictures.delete(id));
  for (const old of [...pictures.keys()].slice(0, Math.max(0, pictures.size - kept)))
    forget(old);
  next();
  return loaded;
}

// Rows that were scrolled away in the meantime are not asked for.
function next() {
  while (running < atOnce && waiting.length) {
    const {id, isWanted, resolve, reject} = waiting.shift();
    if (!isWanted()) {
      reject(new Error('not shown any more'));
      continue;
    }
    ++running;
    load(id).then(resolve, reject).finally(() => {
      --running;
      next();
    });
  }
}

async function load(id) {
  const {status, body} = await read(id);
  return status === 204 ? null : URL.createObjectURL(await body);
}

async function read(id) {
  const response = await get(`/people/${encodeURIComponent(id)}/picture.jpg`, {width: pixels}, {raw: true, anonymous: true});
  return {status: response.status, body: response.status === 204 ? null : response.blob()};
}

// "Ada von Example" → AE; names of one word and of other scripts give their first letter.
export function initials(name) {
  const words = String(name ?? '').trim().split(/\s+/).filter(Boolean);
  const letter = word => Array.from(word.matchAll(/[\p{L}\p{N}]/gu), ([one]) => one)[0] ?? '';
  const first = letter(words[0] ?? '');
  const last = words.length > 1 ? letter(words.at(-1)) : '';
  return (first + last).toLocaleUpperCase() || '?';
}
