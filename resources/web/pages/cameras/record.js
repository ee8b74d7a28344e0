// A camera's name, and that it is forgotten.

import {ApiError, get, patch, remove} from '../../lib/api.js';
import {go} from '../../lib/route.js';
import {button, confirmByName, menu, toast} from '../../lib/ui.js';
import {t} from '../../lib/words.js';
import {editDialog} from '../settings/parts.js';
import {nameOf} from './figures.js';

const path = camera => `/cameras/${encodeURIComponent(camera.id)}`;

async function reading(camera) {
  const {data, etag} = await get(path(camera));
  return {values: {name: data.givenName ?? ''}, etag, ownName: data.ownName};
}

async function rename(camera) {
  const now = await reading(camera);
  editDialog(t('Rename {name}', {name: nameOf(camera)}), {
    ...now,
    fields: [{name: 'name', label: t('Name'), maxlength: 200, placeholder: now.ownName || camera.id,
              hint: t('It is called so everywhere here. Empty: as the camera calls itself, “{name}”.', {name: now.ownName || camera.id})}],
    save: ({name}, etag) => patch(path(camera), {name: name || null}, {ifMatch: etag}),
    reread: () => reading(camera),
    done: ({data}) => toast(t('It is called {name} now.', {name: nameOf(data)})),
  });
}

async function forget(camera) {
  const isGone = await confirmByName({title: t('Forget {name}?', {name: nameOf(camera)}), name: nameOf(camera), action: t('Forget camera'),
    text: t('Its stream ends at once, and its pairing and its name go. What it has seen stays in the register. It comes back as a new one when it is paired again.'),
    act: () => remove(path(camera)).catch(error => {
      if (!(error instanceof ApiError && error.status === 404))  // somebody else was quicker
        throw error;
    })});
  if (!isGone)
    return;
  toast(t('{name} is forgotten.', {name: nameOf(camera)}));
  go('cameras');
}

// `present()` is the camera as it is when the menu opens.
export function recordMenu(present) {
  const opener = button('', {class: 'square', icon: 'more', 'aria-label': t('More')});
  return menu(opener, () => [{label: t('Rename…'), icon: 'edit', act: () => rename(present())}, 'separator', {label: t('Forget this camera…'), icon: 'trash', danger: true, act: () => forget(present())}]);
}
