// What a camera's figures are called and how they are written.

import {isAway, nameOf} from '../../lib/camera.js';
import {number, percent, t, when} from '../../lib/words.js';

export {isAway, nameOf};

export const bitrateText = kbps => (kbps >= 1000 ? `${number(kbps / 1000)} Mbit/s` : `${number(Math.round(kbps))} kbit/s`);
export const rateText = value => t('{rate}/s', {rate: number(value)});
const millisecondsText = value => `${number(Math.round(value))} ms`;

// In the order of the plots.
export const figures = () => [
  {name: 'bitrateKbps', title: t('Bitrate'), text: bitrateText},
  {name: 'framesPerSecond', title: t('Frames'), text: rateText},
  {name: 'latencyMs', title: t('Latency, from the camera to here'), text: millisecondsText},
  {name: 'roundTripMs', title: t('Round trip'), text: millisecondsText},
  {name: 'packetLoss', title: t('Lost packets'), text: value => percent(value, 1)},
];

export function stateLine(camera) {
  if (isAway(camera))
    return camera.lastSeen ? t('away since {when}', {when: when(camera.lastSeen)}) : t('not here yet');
  const since = camera.connectedSince ? t('since {when}', {when: when(camera.connectedSince)}) : '';
  return camera.state === 'streaming' ? [t('live'), since].filter(Boolean).join(' ') : [{connecting: t('connecting'), paused: t('paused')}[camera.state] ?? camera.state, since].filter(Boolean).join(' ');
}

// "H.264 · 1280×720 · 25/s · 1.2 Mbit/s · 84 ms"
export function sendsLine(camera) {
  if (camera.state !== 'streaming')
    return '';
  return [{h264: 'H.264', vp8: 'VP8'}[camera.codec], camera.width ? `${camera.width}×${camera.height}` : null, camera.framesPerSecond ? rateText(camera.framesPerSecond) : null,
          camera.bitrateKbps ? bitrateText(camera.bitrateKbps) : null, camera.latencyMs ? millisecondsText(camera.latencyMs) : null].filter(Boolean).join(' · ');
}
