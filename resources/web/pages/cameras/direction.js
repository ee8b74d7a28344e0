// Which way a camera looks, for check-ins and check-outs, and its pairing.

import {get, put, remove} from '../../lib/api.js';
import {fill, h} from '../../lib/dom.js';
import {on} from '../../lib/events.js';
import {confirmByName, states, toast} from '../../lib/ui.js';
import {dateTime, t, when} from '../../lib/words.js';
import {makeForm} from '../settings/form.js';
import {button, facts} from '../settings/parts.js';
import {nameOf} from './figures.js';
import {pairCamera} from './pair.js';

export const directionName = direction => ({in: t('in: whoever it sees comes'), out: t('out: whoever it sees leaves'), both: t('both ways')})[direction];

export async function showDirection(place, camera, {mayChange, signal}) {
  const path = `/camera-directions/${encodeURIComponent(camera.id)}`;
  const again = () => showDirection(place, camera, {mayChange, signal});
  const read = async () => {
    const {data, etag} = await get(path, {}, {signal});
    return {values: {direction: data.direction, place: data.place === camera.id ? '' : data.place}, etag};
  };
  const draw = ({values, etag}) => {
    if (!mayChange) {
      fill(place, facts([[t('Looks'), directionName(values.direction)], values.place ? [t('Place'), values.place] : null]));
      return;
    }
    fill(place, makeForm({
      fields: [{name: 'direction', label: t('It looks'), type: 'select', options: ['both', 'in', 'out'].map(value => [value, directionName(value)]), show: directionName},
               {name: 'place', label: t('Place'), maxlength: 200, hint: t('Cameras of one place see the same door: what they see at once is one sight. Empty: this camera alone.')}],
      values, etag, reread: read,
      save: async (now, ifMatch) => {
        if (now.direction === 'both' && !now.place)
          await remove(path, undefined, {ifMatch});
        else
          await put(path, {direction: now.direction, ...(now.place ? {place: now.place} : {})}, {ifMatch});
      },
      done: () => {
        toast(t('Saved. The register of the past is computed anew with it, too.'));
        again();
      },
    }).element);
  };
  try {
    draw(await read());
  } catch (error) {
    signal.aborted || fill(place, states.error(error, again));
  }
}

export async function showPairing(place, camera, {signal}) {
  const path = `/pairings/${encodeURIComponent(camera.id)}`;
  const again = () => showPairing(place, camera, {signal});
  const revoke = async () => {
    const isGone = await confirmByName({title: t('Revoke the pairing of {name}?', {name: nameOf(camera)}), name: camera.id, action: t('Revoke pairing'),
      text: t('Its stream ends at once, and it has to be paired anew to come back. What it has seen stays.'), act: () => remove(path)});
    if (isGone) {
      toast(t('{name} is no longer paired.', {name: nameOf(camera)}));
      again();
    }
  };
  try {
    const pairing = (await get('/pairings', {}, {signal})).data.items.find(one => one.camera === camera.id);
    if (!pairing)
      return fill(place, h('p', {class: 'soft'}, t('Not paired: it connects from the server’s own machine, which needs no code.')));
    fill(place, facts([[t('Paired'), dateTime(pairing.pairedAt)], [t('From'), pairing.pairedFrom], pairing.revokedAt ? [t('Revoked'), dateTime(pairing.revokedAt)] : [t('Last seen'), when(pairing.lastSeen)]]),
      pairing.revokedAt ? button(t('Pair it again…'), () => pairCamera({camera})) : button(t('Revoke…'), revoke, {class: 'danger'}));
  } catch (error) {
    signal.aborted || fill(place, states.error(error, again));
  }
  return undefined;
}

export function followPairing(place, camera, {signal}) {
  showPairing(place, camera, {signal});
  on('pairings', event => event.camera === camera.id && showPairing(place, camera, {signal}), {signal});
}
