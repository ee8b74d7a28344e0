// Who are you: the page for those who are signed out.
import {fill, h} from '../lib/dom.js';
import * as session from '../lib/session.js';
import {t} from '../lib/words.js';
import {card} from './card.js';
import {credentialsForm, inputOf, nameField, passwordField} from './credentials.js';

export function signInPage(app) {
  document.title = `${t('Sign in')} – Rollcall`;
  const name = nameField();
  const password = passwordField(t('Password'), 'current-password');
  const form = credentialsForm({fields: [name, password], label: t('Sign in'), send: () => session.signIn(inputOf(name).value.trim(), inputOf(password).value)});
  fill(app, card(h('h1', {}, t('Sign in')), h('p', {}, session.current().site?.name ?? ''), form));
  inputOf(name).focus();
}
