// Small drawings of figures over time, as SVG: a sparkline for rows and cards, a plot with scale for a page. Pure: figures in, an element out.

import {h} from './dom.js';

const space = 'http://www.w3.org/2000/svg';

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes))
    made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// The pieces of a line between gaps (null) as attribute `points`.
function pieces(points, x, y) {
  const lines = [[]];
  for (const [at, value] of points) {
    if (value === null || value === undefined)
      lines.push([]);
    else
      lines.at(-1).push(`${x(at).toFixed(1)},${y(value).toFixed(1)}`);
  }
  return lines.filter(line => line.length);
}

// The next round number above: 1, 2 or 5 times a power of ten.
export function roundUp(value) {
  if (!(value > 0))
    return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= value - power * 1e-9);
}

// A line without scale. `points` are [milliseconds, value or null]; the right edge is `until`, the left one `span` ms before.
export function sparkline(points, {until, span, label, most}) {
  const top = most ?? roundUp(Math.max(0, ...points.map(([, value]) => value ?? 0)));
  const x = at => 100 - (until - at) / span * 100;
  const y = value => 23 - Math.min(1, value / top) * 22;
  const lines = pieces(points, x, y).map(line => svg('polyline', {points: line.join(' '), 'vector-effect': 'non-scaling-stroke'}));
  return svg('svg', {class: 'spark', viewBox: '0 0 100 24', preserveAspectRatio: 'none', role: 'img', 'aria-label': label}, ...lines);
}

// One or more lines with a scale from 0. `series` are {name, points}; `text` says a value with its unit. Only the lines stretch: letters are as large on a wide page.
export function plot(series, {until, span, label, text, agoText}) {
  const most = roundUp(Math.max(0, ...series.flatMap(one => one.points.map(([, value]) => value ?? 0))));
  const x = at => 100 * (1 - (until - at) / span);
  const y = value => 100 * (1 - value / most);
  const shares = [1, .5, 0];
  const straight = {'vector-effect': 'non-scaling-stroke'};
  const grid = shares.map(share => svg('line', {class: 'grid', x1: 0, x2: 100, y1: y(most * share), y2: y(most * share), ...straight}));
  const lines = series.flatMap((one, place) => pieces(one.points, x, y).map(line => svg('polyline', {class: `line line-${place}`, points: line.join(' '), ...straight})));
  return h('div', {class: 'plot', role: 'img', 'aria-label': label}, svg('svg', {viewBox: '0 0 100 100', preserveAspectRatio: 'none'}, ...grid, ...lines),
    h('div', {class: 'scale'}, shares.map(share => h('span', {}, text(most * share)))),
    h('div', {class: 'ends'}, h('span', {}, agoText(span)), h('span', {}, agoText(0))));
}
