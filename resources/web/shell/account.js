// The two things at the right of the top bar: alerts, and whose page this is.
import {fill, h, icon} from '../lib/dom.js';
import * as events from '../lib/events.js';
import {go} from '../lib/route.js';
import * as session from '../lib/session.js';
import {menu} from '../lib/ui/menu.js';
import {toast} from '../lib/ui/toast.js';
import {problemOf} from '../lib/ui/form.js';
import {language, languages, number, t} from '../lib/words.js';

export function accountButton() {
  const {account} = session.current();
  const opener = h('button', {type: 'button', class: 'quiet', 'aria-label': account ? t('Account {name}', {name: account.name}) : t('Settings of this page')},
    icon('person'), account ? h('span', {class: 'account-name'}, account.name) : null, icon('chevron-down'));
  return menu(opener, () => [
    ...account ? [{label: t('Account and password'), icon: 'key', act: () => go('settings', ['account'])}, 'separator'] : [],
    ...Object.entries(languages).map(([tag, label]) => ({label, checked: language() === tag, act: () => attempt(() => session.chooseLanguage(tag))})), 'separator',
    ...themes().map(theme => ({...theme, checked: chosenTheme() === theme.value, act: () => chooseTheme(theme.value)})),
    ...account ? ['separator', {label: t('Sign out'), icon: 'sign-out', act: () => attempt(leave)}] : [],
  ]);
}

// The events end first: their end would ask to sign in again.
async function leave() {
  events.disconnect();
  try {
    await session.signOut();
  } catch (error) {
    events.connect();
    throw error;
  }
}

const attempt = work => work().catch(error => toast(problemOf(error), {bad: true}));

const themes = () => [
  {value: null, label: t('As the system has it'), icon: 'screen'},
  {value: 'light', label: t('Light'), icon: 'sun'},
  {value: 'dark', label: t('Dark'), icon: 'moon'},
];
const chosenTheme = () => localStorage.getItem('rollcall-theme');
function chooseTheme(value) {
  if (value)
    localStorage.setItem('rollcall-theme', value);
  else
    localStorage.removeItem('rollcall-theme');
  dispatchEvent(new Event('rollcall-theme'));
}

// The alerts' own module comes with the first look at the page, so that the bell can say how many there are.
export function bell(signal) {
  if (!session.may('view-alerts'))
    return null;
  const count = h('span', {class: 'count bad', hidden: true});
  const opener = h('button', {type: 'button', class: 'quiet square bell', 'aria-label': t('Alerts')}, icon('bell'), count);
  const tell = open => {
    count.hidden = !open;
    fill(count, open > 99 ? '99+' : number(open));
    opener.setAttribute('aria-label', open ? t('Alerts: {count} open', {count: open}) : t('Alerts'));
  };
  import('../pages/alerts.js').then(alerts => {
    opener.addEventListener('click', () => alerts.openAlerts({anchor: opener}));
    alerts.watchAlerts(tell, signal);
  }).catch(error => {
    console.error(error);
    opener.disabled = true;
  });
  return opener;
}
