// Your account: password, language, look, and where you are signed in.

import {get, put, remove} from '../../lib/api.js';
import {h} from '../../lib/dom.js';
import * as session from '../../lib/session.js';
import {toast} from '../../lib/ui.js';
import {dateTime, language, languages, t, when} from '../../lib/words.js';
import {makeForm} from './form.js';
import {attempt, button, loading, section, table} from './parts.js';

// theme.js, which runs before everything else, keeps and applies it.
const chosenTheme = () => localStorage.getItem('rollcall-theme') ?? 'system';
function chooseTheme(theme) {
  if (theme === 'system')
    localStorage.removeItem('rollcall-theme');
  else
    localStorage.setItem('rollcall-theme', theme);
  dispatchEvent(new Event('rollcall-theme'));
}

export const shortestPassword = 8;
export const passwordHint = () => t('At least {count} characters. A few words are good.', {count: shortestPassword});

export function repeatedWrong(values) {
  return values.repeated === values.new ? {} : {repeated: t('The two are not the same.')};
}

function look(host) {
  const body = section(host, {title: t('Language and look'), intro: t('For you, on every device (language) and on this one (look).')});
  const languageChoice = h('select', {id: 'own-language', onchange: event => attempt(event.target, () => session.chooseLanguage(event.target.value))},
    ...Object.entries(languages).map(([code, name]) => h('option', {value: code, selected: code === language()}, name)));
  const themes = [['system', t('As the system')], ['light', t('Light')], ['dark', t('Dark')]];
  const themeChoice = h('select', {id: 'own-theme', onchange: event => chooseTheme(event.target.value)},
    ...themes.map(([value, name]) => h('option', {value, selected: value === chosenTheme()}, name)));
  body.append(h('div', {class: 'form'}, h('div', {class: 'field half'}, h('label', {for: 'own-language'}, t('Language')), languageChoice),
                h('div', {class: 'field half'}, h('label', {for: 'own-theme'}, t('Look')), themeChoice)));
}

function password(host) {
  const body = section(host, {title: t('Password'), intro: t('Signs you out everywhere else.')});
  const draw = () => {
    const form = makeForm({
      fields: [{name: 'old', label: t('Current password'), type: 'password', autocomplete: 'current-password', required: true},
               {name: 'new', label: t('New password'), type: 'password', autocomplete: 'new-password', required: true, hint: passwordHint()},
               {name: 'repeated', label: t('New password once more'), type: 'password', autocomplete: 'new-password', required: true}],
      validate: repeatedWrong,
      saveText: t('Change password'),
      save: values => put('/session/password', {old: values.old, new: values.new}),
      done: () => {
        toast(t('The password is changed.'));
        draw();
      },
    });
    body.replaceChildren(form.element);
  };
  draw();
}

// "Firefox, Linux" out of what a browser says of itself; of others what they say.
export function agentText(agent) {
  if (!agent)
    return t('unknown browser');
  const browser = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']].find(([mark]) => agent.includes(mark))?.[1];
  const system = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']].find(([mark]) => agent.includes(mark))?.[1];
  return browser ? [browser, system].filter(Boolean).join(', ') : agent;
}

// Where an account is signed in; `account` for those of somebody else.
export function sessions(host, {signal, account}) {
  const body = section(host, {title: t('Signed in'), intro: account ? null : t('Sign out what you do not know.')});
  const again = loading(body, async () => (await get('/sessions', {account}, {signal})).data.items, items => items.length ? table(t('Signed in'), [
    {title: t('Where'), cell: one => h('span', {}, agentText(one.agent), one.current ? h('span', {class: 'tag'}, t('this one')) : null)},
    {title: t('From'), cell: one => one.address},
    {title: t('Since'), cell: one => dateTime(one.createdAt)},
    {title: t('Last used'), cell: one => when(one.lastUsedAt)},
    {title: '', class: 'actions', cell: one => one.current ? '' : button(t('Sign out'), event => attempt(event.target, async () => {
      await remove(`/sessions/${encodeURIComponent(one.id)}`);
      toast(t('Signed out there.'));
      again();
    }))},
  ], items) : null, {signal, empty: {title: t('Signed in nowhere'), text: t('Whoever signs in is listed here.')}});
}

export function show(host, {signal}) {
  const account = session.current().account;
  if (account) {
    section(host, {title: account.name, intro: {admin: t('Administrator: everything, settings and accounts too'), operator: t('Operator: people, register and cameras'),
                                                viewer: t('Viewer: looks and changes nothing')}[account.role]});
  } else {
    section(host, {title: t('No account yet'), intro: t('This machine may do everything until the first account is made.'), actions: [h('a', {class: 'button primary', href: '#/set-up'}, t('Make the first account'))]});
  }
  look(host);
  if (account) {
    password(host);
    sessions(host, {signal});
  }
}
