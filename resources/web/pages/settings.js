// Settings: one list of sections, each in a file of its own. Only those that the account may see are there.

import {fill, h} from '../lib/dom.js';
import {href} from '../lib/route.js';
import {may} from '../lib/session.js';
import {states} from '../lib/ui.js';
import {t} from '../lib/words.js';

export const title = () => t('Settings');

// [word of the address, name, right]. Files are settings/<word>.js.
const sections = () => [
  ['account', t('Your account'), 'manage-own-session'],
  ['accounts', t('Accounts and roles'), 'manage-accounts'],
  ['schedules', t('Schedules'), 'view-attendance'],
  ['recognition', t('Recognition'), 'view-system'],
  ['storage', t('Storage and retention'), 'view-system'],
  ['alerts', t('Alerts'), 'manage-alerts'],
  ['invitations', t('Invitations'), 'manage-enrolments'],
  ['webhooks', t('Webhooks'), 'manage-webhooks'],
  ['tokens', t('API tokens'), 'manage-accounts'],
  ['system', t('System'), 'view-system'],
  ['audit', t('Audit log'), 'view-audit'],
];

export async function show(host, {parts, query, signal}) {
  const open = sections().filter(([, , right]) => may(right));
  const wanted = parts[0] ?? open[0]?.[0];
  const body = h('div', {class: 'settings-body'});
  const links = open.map(([word, name]) => h('a', {href: href('settings', [word]), 'aria-current': word === wanted ? 'page' : null}, name));
  fill(host, h('div', {class: 'settings'}, h('nav', {class: 'settings-nav', 'aria-label': t('Settings')}, ...links), body));
  links.find(link => link.hasAttribute('aria-current'))?.scrollIntoView({block: 'nearest', inline: 'center'});
  if (!open.some(([word]) => word === wanted)) {
    const isKnown = sections().some(([word]) => word === wanted);
    fill(body, states.empty({title: isKnown ? t('Not for this account') : t('There is no such page'),
                             text: isKnown ? t('Your role may not see these settings. Ask an administrator.') : t('The address names no part of the settings.')}));
    return;
  }
  const part = await import(`./settings/${wanted}.js`);
  if (!signal.aborted)
    part.show(body, {parts: parts.slice(1), query, signal});
}
