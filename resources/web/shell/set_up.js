// The first account: who sits at the server's machine makes it, or who has the code that the server printed at its start.
import {fill, h} from '../lib/dom.js';
import {parse} from '../lib/route.js';
import * as session from '../lib/session.js';
import {field} from '../lib/ui/form.js';
import {t} from '../lib/words.js';
import {card} from './card.js';
import {credentialsForm, inputOf, nameField, passwordField} from './credentials.js';

const shortest = 8;

export function setUpPage(app) {
  document.title = `${t('Set up')} – Rollcall`;
  if (!session.current().setUpNeeded) {
    fill(app, card(h('h1', {}, t('This server is set up')), h('p', {}, t('It has an account already. Further accounts are made under Settings.')),
      h('a', {class: 'button primary', href: '#/'}, t('Go on'))));
    return;
  }
  const given = parse().query.code ?? '';
  const code = field(t('Set-up code'), h('input', {type: 'text', value: given, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'characters', required: true}),
    {hint: t('It is in the address that the server printed at its start.')});
  const name = nameField();
  const password = passwordField(t('Password'), 'new-password', t('At least {count} characters. A few words are good.', {count: shortest}));
  const again = passwordField(t('The same password again'), 'new-password');
  code.hidden = Boolean(given) || session.may('view-cameras');  // this machine needs none
  const send = async () => {
    const isSame = inputOf(password).value === inputOf(again).value;
    again.problem(isSame ? '' : t('This is another password than above.'));
    if (!isSame)
      return;
    try {
      await session.setUp(inputOf(code).value.trim(), inputOf(name).value.trim(), inputOf(password).value);
    } catch (error) {
      code.hidden &&= error.status !== 403;
      throw error;
    }
    location.hash = '#/';
  };
  fill(app, card(h('h1', {}, t('Make the first account')), h('p', {}, t('It may do everything: cameras, people, the register, further accounts.')),
    credentialsForm({fields: [code, name, password, again], label: t('Make the account'), send})));
  inputOf(code.hidden ? name : code).focus();
}
