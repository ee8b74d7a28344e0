// The session ended while somebody was at work: they sign in again over the page, which stays as it is, and go on.
import {h} from '../lib/dom.js';
import * as session from '../lib/session.js';
import {dialog} from '../lib/ui/dialog.js';
import {t} from '../lib/words.js';
import {inputOf, nameField, passwordField} from './credentials.js';

let asking = null;

// True once the same account is signed in again; everybody who asks meanwhile waits for the same dialog.
export function signInAgain() {
  asking ??= ask().finally(() => { asking = null; });
  return asking;
}

async function ask() {
  const before = session.current().account;
  if (!before) {
    await session.load();
    return false;
  }
  const name = nameField(before.name);
  const password = passwordField(t('Password'), 'current-password');
  inputOf(password).autofocus = true;
  const asked = dialog({title: t('Sign in again'), stays: true, body: [h('p', {}, t('You were signed out. What you have entered is still there.')), name, password], actions: [
    {label: t('Leave'), value: false},
    {label: t('Sign in'), primary: true, value: true, act: () => session.signIn(inputOf(name).value.trim(), inputOf(password).value)}]});
  if (!await asked.closed) {
    await session.load();
    return false;
  }
  return session.current().account?.id === before.id;
}
