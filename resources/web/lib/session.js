// Who is signed in and what they may do; how one signs in, out, and in again.
import * as api from './api.js';
import {Emitter} from './emitter.js';
import {browserLanguage, setLanguage, setTimeZone} from './words.js';

const changes = new Emitter();
let session = {signedIn: false, setUpNeeded: false, account: null, rights: [], csrf: null, site: {}};

export const current = () => session;
// may('view-live'): the words of docs/api.md.
export const may = right => session.rights.includes(right);
export const onChange = (listener, options) => changes.on('change', listener, options);

// What is asked before anybody is known must not ask them to sign in.
const anonymous = {anonymous: true};

export async function load() {
  return take((await api.get('/session', {}, anonymous)).data);
}

export async function signIn(name, password) {
  return take((await api.post('/session', {name, password}, anonymous)).data);
}

export async function setUp(code, name, password) {
  return take((await api.post('/set-up', {code: code || undefined, name, password}, anonymous)).data);
}

export async function signOut() {
  await api.remove('/session', undefined, anonymous);
  return load();
}

export async function chooseLanguage(language) {
  localStorage.setItem('rollcall-language', language);
  if (session.signedIn)
    await api.patch('/session', {language});
  session = {...session, account: session.account && {...session.account, language}};
  setLanguage(language);
  changes.emit('change', session);
}

function take(loaded) {
  session = loaded;
  api.useCsrf(loaded.csrf);
  setLanguage(loaded.account?.language ?? localStorage.getItem('rollcall-language') ?? browserLanguage() ?? loaded.site?.language);
  setTimeZone(loaded.site?.timeZone);
  changes.emit('change', session);
  return session;
}
