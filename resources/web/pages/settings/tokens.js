// API tokens: keys for programs. A token is shown once, when it is made.

import {get, post, remove} from '../../lib/api.js';
import {instantOf} from '../../lib/clock.js';
import {h} from '../../lib/dom.js';
import {confirmByName, dialog, toast} from '../../lib/ui.js';
import {addDays, dateTime, t, today, tn, when} from '../../lib/words.js';
import {cameraFields, cameraWish, cameraWrong, knownCameras, roleName, tokenRoles} from './accounts.js';
import {button, copyable, editDialog, loading, section, table} from './parts.js';

function showOnce(made) {
  dialog({title: t('The token of {name}', {name: made.name}), wide: true, stays: true, actions: [{label: t('Done'), primary: true}], body: [
    h('p', {}, h('b', {}, t('Copy it now: it is not shown again.')), ' ', t('Whoever has it can do what its role may.')),
    copyable(made.token, t('Token')),
    h('p', {class: 'soft'}, t('Programs send it with every request:')), h('pre', {class: 'mono'}, `Authorization: Bearer ${made.token}`)]});
}

async function add(again) {
  const cameras = await knownCameras();
  editDialog(t('New token'), {
    fields: [{name: 'name', label: t('For which program'), required: true, maxlength: 64, placeholder: t('payroll export')},
             {name: 'role', label: t('Role'), type: 'select', options: tokenRoles()}, ...cameraFields(cameras),
             {name: 'expires', label: t('Good until'), type: 'date', hint: t('Empty: until it is revoked.'), min: today()}],
    values: {role: 'viewer', limit: 'all', cameras: [], expires: addDays(today(), 365)},
    validate: cameraWrong,
    saveText: t('Make token'),
    save: values => post('/tokens', {name: values.name, role: values.role, cameras: cameraWish(values), ...(values.expires ? {expires: instantOf(values.expires, '23:59')} : {})}),
    done: ({data}) => {
      showOnce(data);
      again();
    },
  });
}

async function revoke(token, again) {
  const isGone = await confirmByName({title: t('Revoke {name}?', {name: token.name}), name: token.name, action: t('Revoke token'),
    text: t('The program that uses it is refused from now on.'), act: () => remove(`/tokens/${encodeURIComponent(token.id)}`)});
  if (isGone) {
    toast(t('{name} is revoked.', {name: token.name}));
    again();
  }
}

export function show(host, {signal}) {
  const body = section(host, {title: t('API tokens'), intro: t('Keys for programs: the same rights as an account of that role, without a password.'),
                              actions: [button(t('New token…'), () => add(again), {class: 'primary'})]});
  const again = loading(body, async () => (await get('/tokens', {}, {signal})).data.items, tokens => (tokens.length ? table(t('API tokens'), [
    {title: t('Name'), cell: token => token.name},
    {title: t('Role'), cell: token => roleName(token.role)},
    {title: t('Cameras'), cell: token => (token.cameras ? tn('{count} camera', '{count} cameras', token.cameras.length) : t('all cameras'))},
    {title: t('Good until'), cell: token => (token.isExpired ? t('expired') : token.expires ? dateTime(token.expires) : t('until revoked'))},
    {title: t('Last used'), cell: token => (token.lastUsedAt ? when(token.lastUsedAt) : t('never'))},
    {title: '', class: 'actions', cell: token => button(t('Revoke…'), () => revoke(token, again), {class: 'danger', 'aria-label': t('Revoke {name}', {name: token.name})})},
  ], tokens) : null), {signal, empty: {title: t('No program has a key yet'), text: t('A payroll program, a display at the door, a script: each gets a token of its own.'),
                                       action: {label: t('New token…'), act: () => add(again)}}});
}
