// Small drawings of figures over time, as SVG: a sparkline for rows and cards, a plot with scale for a page. Pure: figures in, an element out.

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

// One or more lines with a scale from 0. `series` are {name, points}; `text` says a value with its unit.
export function plot(series, {until, span, label, text, agoText}) {
  const width = 300, height = 120, left = 2, right = 68, top = 8, bottom = 20;
  const most = roundUp(Math.max(0, ...series.flatMap(one => one.points.map(([, value]) => value ?? 0))));
  const x = at => left + (width - left - right) * (1 - (until - at) / span);
  const y = value => top + (height - top - bottom) * (1 - value / most);
  const parts = [];
  for (const share of [0, .5, 1]) {
    parts.push(svg('line', {class: 'grid', x1: left, x2: width - right, y1: y(most * share), y2: y(most * share)}),
               svg('text', {x: width - right + 6, y: y(most * share) + 4}, text(most * share)));
  }
  parts.push(svg('text', {x: left, y: height - 4}, agoText(span)), svg('text', {x: width - right, y: height - 4, 'text-anchor': 'end'}, agoText(0)));
  series.forEach((one, place) => parts.push(...pieces(one.points, x, y).map(line => svg('polyline', {class: `line line-${place}`, points: line.join(' ')}))));
  return svg('svg', {class: 'plot', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label}, ...parts);
}
