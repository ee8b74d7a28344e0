// Accounts and roles: who may sign in, what they may do, and which cameras they may see.

import {get, list, patch, post, remove} from '../../lib/api.js';
import {h} from '../../lib/dom.js';
import * as session from '../../lib/session.js';
import {confirmByName, sidePanel, toast} from '../../lib/ui.js';
import {dateTime, t, tn, when} from '../../lib/words.js';
import {passwordHint, sessions} from './account.js';
import {button, editDialog, loading, reading, section, table} from './parts.js';

export const roles = () => [['viewer', t('Viewer: looks and changes nothing')], ['operator', t('Operator: people, register and cameras')],
                            ['admin', t('Administrator: everything, settings and accounts too')]];
export const roleName = role => ({admin: t('Administrator'), operator: t('Operator'), viewer: t('Viewer'), monitor: t('Monitor'), terminal: t('Terminal')})[role] ?? role;
// Only tokens have these.
export const tokenRoles = () => [...roles(), ['monitor', t('Monitor: figures and health')], ['terminal', t('Terminal: attendance by PIN')]];

// The two fields that say which cameras: all, or those that are ticked.
export function cameraFields(cameras) {
  return [{name: 'limit', label: t('Cameras'), type: 'select', options: [['all', t('All cameras')], ['some', t('Only some of them')]],
           hint: t('Limited to some cameras, they see these live and who is in front of them, and neither people nor the register.')},
          {name: 'cameras', label: t('These cameras'), type: 'checks', options: cameras.map(camera => [camera.id, camera.name || camera.id]), when: now => now.limit === 'some'}];
}
export const cameraValues = cameras => ({limit: cameras ? 'some' : 'all', cameras: cameras ?? []});
export const cameraWish = values => (values.limit === 'some' ? values.cameras : null);
export const cameraWrong = values => (values.limit === 'some' && !values.cameras.length ? {cameras: t('Choose at least one camera.')} : {});

const pick = account => ({name: account.name, role: account.role, ...cameraValues(account.cameras)});

export async function knownCameras(signal) {
  return list('/cameras', {}, {signal}).first(500);
}

function nameFields() {
  return [{name: 'name', label: t('Name'), required: true, maxlength: 64, autocomplete: 'off', hint: t('They sign in with it.')},
          {name: 'role', label: t('Role'), type: 'select', options: roles()}];
}

async function add(again) {
  const cameras = await knownCameras();
  editDialog(t('New account'), {
    fields: [...nameFields(), ...cameraFields(cameras),
             {name: 'password', label: t('Password'), type: 'password', required: true, autocomplete: 'new-password', hint: passwordHint()}],
    values: {role: 'viewer', limit: 'all', cameras: []},
    validate: cameraWrong,
    saveText: t('Create account'),
    save: values => post('/accounts', {name: values.name, role: values.role, cameras: cameraWish(values), password: values.password}),
    done: ({data}) => {
      toast(t('{name} can sign in now.', {name: data.name}));
      again();
    },
  });
}

async function edit(account, again) {
  const path = `/accounts/${encodeURIComponent(account.id)}`;
  const [cameras, now] = await Promise.all([knownCameras(), reading(path, pick)]);
  editDialog(t('Change account'), {
    ...now,
    fields: [...nameFields(), ...cameraFields(cameras)],
    validate: cameraWrong,
    save: (values, etag) => patch(path, {name: values.name, role: values.role, cameras: cameraWish(values)}, {ifMatch: etag}),
    reread: () => reading(path, pick),
    done: ({data}) => {
      toast(t('{name} is changed.', {name: data.name}));
      again();
    },
  });
}

function setPassword(account, again) {
  const path = `/accounts/${encodeURIComponent(account.id)}`;
  editDialog(t('New password for {name}', {name: account.name}), {
    fields: [{name: 'password', label: t('New password'), type: 'password', required: true, autocomplete: 'new-password', hint: passwordHint()}],
    saveText: t('Set password'),
    save: async values => patch(path, {password: values.password}, {ifMatch: (await get(path)).etag}),
    done: () => {
      toast(t('{name} has a new password and is signed out everywhere.', {name: account.name}));
      again();
    },
  });
}

async function removeAccount(account, again) {
  const isGone = await confirmByName({title: t('Remove {name}?', {name: account.name}), name: account.name, action: t('Remove account'),
    text: t('They are signed out at once and cannot sign in again. What they did stays in the audit log under their name.'),
    act: async () => {
      const path = `/accounts/${encodeURIComponent(account.id)}`;
      await remove(path, undefined, {ifMatch: (await get(path)).etag});
    }});
  if (isGone) {
    toast(t('{name} is removed.', {name: account.name}));
    again();
  }
}

function open(account, again, signal) {
  const isOwn = account.id === session.current().account?.id;
  const ended = new AbortController();
  const body = h('div', {class: 'panel-body'});
  const panel = sidePanel({title: account.name, body, wide: true, onClose: () => ended.abort(), signal});
  const then = () => {
    panel.close();
    again();
  };
  body.append(h('p', {}, roleName(account.role), ' · ', camerasText(account)),
    h('div', {class: 'row wrap'}, button(t('Change…'), () => edit(account, then)), isOwn ? null : button(t('Set password…'), () => setPassword(account, again)),
      isOwn ? null : button(t('Remove…'), () => removeAccount(account, then), {class: 'danger'})));
  if (isOwn)
    body.append(h('p', {class: 'soft'}, t('This is you. Your password is under Your account.')));
  sessions(body, {signal: ended.signal, account: account.id});
}

function camerasText(account) {
  return account.cameras ? tn('{count} camera', '{count} cameras', account.cameras.length) : t('all cameras');
}

export function show(host, {signal}) {
  const body = section(host, {title: t('Accounts and roles'), intro: t('Who may sign in, and what they may do.'),
                              actions: session.current().setUpNeeded ? [] : [button(t('New account…'), () => add(again), {class: 'primary'})]});
  const again = loading(body, async () => (await get('/accounts', {}, {signal})).data.items, accounts => (accounts.length ? table(t('Accounts and roles'), [
    {title: t('Name'), cell: account => account.name},
    {title: t('Role'), cell: account => roleName(account.role)},
    {title: t('Cameras'), cell: camerasText},
    {title: t('Last signed in'), cell: account => (account.lastSignIn ? when(account.lastSignIn) : t('never'))},
    {title: t('Created'), cell: account => dateTime(account.createdAt)},
  ], accounts, {onopen: account => open(account, again, signal), name: account => account.name}) : null),
  {signal, empty: {title: t('Make the first account'), text: t('Until then this machine may do everything, and others nothing. The first account is an administrator.'),
                   action: h('a', {class: 'button primary', href: '#/set-up'}, t('Make the first account'))}});
}
