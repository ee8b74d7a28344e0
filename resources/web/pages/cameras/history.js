// What cameras told of themselves in the last two minutes, in memory: for sparklines and plots. One for the whole page, fed by events.

import {on} from '../../lib/events.js';

export const span = 120_000;  // ms
const most = 240;             // samples a camera, should they come faster than once in half a second

export const figures = ['framesPerSecond', 'bitrateKbps', 'latencyMs', 'roundTripMs', 'packetLoss'];

const samples = new Map();

// Away cameras have no figures: their line has a gap there.
export function remember(camera, at = Date.now()) {
  const kept = (samples.get(camera.id) ?? []).filter(sample => sample.at > at - span).slice(1 - most);
  const isLive = camera.state === 'streaming';
  kept.push({at, ...Object.fromEntries(figures.map(name => [name, isLive ? camera[name] ?? null : null]))});
  samples.set(camera.id, kept);
}

export function pointsOf(id, figure, now = Date.now()) {
  return (samples.get(id) ?? []).filter(sample => sample.at > now - span).map(sample => [sample.at, sample[figure]]);
}

export const latestOf = (id, figure) => samples.get(id)?.at(-1)?.[figure] ?? null;

on('camera', ({camera}) => remember(camera));
on('camera-gone', ({camera}) => samples.delete(camera));
