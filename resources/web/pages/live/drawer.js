// The statistics of the camera that is shown in full.
import {fill, h} from '../../lib/dom.js';
import {sparkline} from '../../lib/plot.js';
import {number, percent, t, when} from '../../lib/words.js';
import {span} from './statistics.js';

const orDash = text => value => value === null || value === undefined ? '–' : text(value);
const milliseconds = orDash(value => `${number(value, {maximumFractionDigits: 0})} ms`);
const bitrate = orDash(kbps => kbps >= 1000 ? `${number(kbps / 1000)} Mbit/s` : `${number(kbps, {maximumFractionDigits: 0})} kbit/s`);
const wholes = orDash(value => number(value, {maximumFractionDigits: 0}));

const rows = () => [
  ['latency', t('Latency, camera to screen'), figures => milliseconds(figures.latency)],
  ['kbps', t('Bitrate'), figures => bitrate(figures.kbps)],
  ['framesPerSecond', t('Frames a second'), figures => wholes(figures.framesPerSecond)],
  ['loss', t('Packets lost'), figures => percent(figures.loss, 1)],
  ['jitter', t('Jitter'), figures => milliseconds(figures.jitter)],
];

// drawer() → {element, show(tile)}
export function drawer() {
  const list = h('dl', {class: 'figures'});
  const more = h('dl', {class: 'facts'});
  const faces = h('p', {class: 'soft'});
  const element = h('aside', {class: 'drawer', 'aria-label': t('Statistics')}, h('h2', {}, t('Statistics')), list, more, h('h2', {}, t('In the picture')), faces);
  const show = ({figures, statistics, camera, faces: seen}) => {
    fill(faces, seen.length ? seen.map(face => face.name ?? t('unknown')).join(' · ') : t('Nobody'));
    if (!figures) {
      fill(list);
      fill(more, fact(t('State'), camera.state === 'offline' ? t('away since {time}', {time: when(camera.lastSeen)}) : t('No connection yet')));
      return;
    }
    fill(list, rows().map(([name, label, text]) => h('div', {}, h('dt', {}, label), h('dd', {class: 'number'}, text(figures)),
      h('dd', {class: 'spark-place'}, sparkline(statistics.series(name), {until: figures.at, span, label, most: name === 'loss' ? 0.1 : undefined})))));
    fill(more, fact(t('Resolution'), figures.width ? `${figures.width} × ${figures.height}` : '–'), fact(t('Codec'), figures.codec ?? '–'),
      fact(t('Decoded'), number(figures.decoded)), fact(t('Dropped'), number(figures.dropped)), fact(t('Round trip'), milliseconds(figures.roundTrip)));
  };
  return {element, show};
}

const fact = (label, value) => h('div', {}, h('dt', {}, label), h('dd', {class: 'number'}, value));
