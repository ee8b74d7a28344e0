// The places of the dashboard, in the order of the rail, and what one must be allowed to do to see them.
import * as session from '../lib/session.js';
import {Emitter} from '../lib/emitter.js';

export const places = [
  {page: 'today', label: 'Today', right: 'view-attendance'},
  {page: 'live', label: 'Live', right: 'view-live'},
  {page: 'people', label: 'People', right: 'view-people'},
  {page: 'unknown', label: 'Unknown faces', right: 'view-people'},
  {page: 'reports', label: 'Reports', right: 'view-attendance'},
  {page: 'cameras', label: 'Cameras', right: 'view-cameras'},
  {page: 'settings', label: 'Settings', right: 'manage-own-session'},
];

export const visiblePlaces = () => places.filter(place => session.may(place.right));

// What waits at a place: badge('unknown', 5); 0 takes it away.
const changes = new Emitter();
const counts = new Map();
export function badge(page, count) {
  counts.set(page, count);
  changes.emit('change', page, count);
}
export const badgeOf = page => counts.get(page) ?? 0;
export const onBadge = (listener, options) => changes.on('change', listener, options);
