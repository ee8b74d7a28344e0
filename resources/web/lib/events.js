// What happens, as it happens: one WebSocket to /api/v1/events for the whole page. It comes back by itself.
import {get} from './api.js';
import {Emitter} from './emitter.js';

const shortest = 500;
const longest = 15_000;
const signedOut = 4401;
const quiet = 40_000;    // ms without a message after which it is asked whether the server is there
const patience = 8000;   // ms for its answer

const emitter = new Emitter();
let socket = null;
let timer = 0;
let attempts = 0;
let wanted = false;
let overlays = [];
let hello = null;
let online = null;  // not known yet
let heard = 0;      // when the last message came
let watching = 0;
let isFirst = true;  // of the hellos since it was connected

// on('sighting', message => …, {signal}) → off. Types are those of docs/dashboard.md; 'hello' comes again after each break: what was
// fetched before it may be old. 'back' is that after a break: what was said meanwhile is not said again. 'state' hears 'online' or 'offline'.
export const on = (type, listener, options) => emitter.on(type, listener, options);
export const state = () => online === false ? 'offline' : 'online';

// Boxes of these cameras from now on; [] ends them.
export function subscribeOverlays(ids) {
  overlays = ids;
  tell();
}

export function connect() {
  wanted = true;
  if (!socket)
    open();
}

export function disconnect() {
  wanted = false;
  isFirst = true;
  clearTimeout(timer);
  clearInterval(watching);
  socket?.close();
  socket = null;
}

function open() {
  clearTimeout(timer);
  clearInterval(watching);
  heard = Date.now();
  watching = setInterval(check, quiet / 2);
  const opened = socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/events`);
  opened.onmessage = ({data}) => receive(JSON.parse(data));
  opened.onclose = ({code}) => {
    if (opened === socket)
      closed(code);
  };
}

// A network that goes without a word leaves the line standing, and browsers do not show the server's pings to pages: where nothing was said for a while, the server is
// asked. One that does not answer is away.
async function check() {
  const asked = socket;
  if (!asked || Date.now() - heard < quiet)
    return;
  try {
    await get('/healthz', {}, {base: '', anonymous: true, patience});
    heard = Date.now();
  } catch (error) {
    if (asked !== socket || !error.isOffline)
      return;
    socket = null;
    asked.close();
    closed();
  }
}

function receive(message) {
  heard = Date.now();
  if (message.type === 'hello') {
    hello = message;
    attempts = 0;
    become(true);
    tell();
  }
  emitter.emit(message.type, message);
  if (message.type !== 'hello')
    return;
  if (!isFirst)
    emitter.emit('back');
  isFirst = false;
}

function closed(code) {
  socket = null;
  clearInterval(watching);
  if (!wanted)
    return;
  if (code === signedOut) {
    wanted = false;
    emitter.emit('signed-out');
    return;
  }
  become(false);
  const delay = Math.min(longest, shortest * 2 ** attempts++);
  timer = setTimeout(open, delay * (0.5 + Math.random() / 2));
}

// Somebody looks again, or the network is back: no more waiting.
function hurry() {
  if (wanted && !socket)
    open();
}
addEventListener('online', hurry);
document.addEventListener('visibilitychange', () => document.hidden || hurry());

function become(now) {
  if (online === now)
    return;
  online = now;
  emitter.emit('state', state());
}

function tell() {
  if (socket?.readyState === WebSocket.OPEN && hello)
    socket.send(JSON.stringify({type: 'subscribe', overlays}));
}
