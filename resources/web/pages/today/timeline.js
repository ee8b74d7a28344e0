// The day of one person on a line: the shift as a band, sightings as marks, corrections as diamonds.
import {h, s} from '../../lib/dom.js';
import {t, time} from '../../lib/words.js';

const hour = 3_600_000;
const width = 400;
const height = 56;
const line = 26;       // where the line is
const least = 4;       // px of a mark
const stepsOfHours = [1, 2, 3, 4, 6];
const mostLabels = 6;

// timeline({row, sightings, corrections}) → an element, or nothing where there is nothing to show.
export function timeline({row, sightings, corrections}) {
  const instants = [row.shiftStart, row.shiftEnd, row.checkIn, row.checkOut, ...sightings.flatMap(one => [one.firstSeen, one.lastSeen]), ...corrections.map(one => one.at)]
    .filter(Boolean).map(Date.parse);
  if (!instants.length)
    return null;
  const from = Math.floor((Math.min(...instants) - hour / 4) / hour) * hour;
  const until = Math.ceil((Math.max(...instants) + hour / 4) / hour) * hour;
  const x = instant => (Date.parse(instant) - from) / (until - from) * width;
  const hours = (until - from) / hour;
  const step = stepsOfHours.find(every => hours / every <= mostLabels) ?? 12;
  const ticks = Array.from({length: Math.floor(hours / step) + 1}, (_, i) => from + i * step * hour);
  const edge = at => at < 12 ? 'start' : at > width - 12 ? 'end' : 'middle';
  const isCounted = one => one.status !== 'rejected';
  const drawing = s('svg', {class: 'timeline', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': described(row, sightings)},
    row.shiftStart && row.shiftEnd ? s('rect', {class: 'shift', x: x(row.shiftStart), y: line - 10, width: Math.max(0, x(row.shiftEnd) - x(row.shiftStart)), height: 20, rx: 4}) : null,
    s('line', {class: 'axis', x1: 0, x2: width, y1: line, y2: line}),
    ticks.map(at => {
      const place = (at - from) / (until - from) * width;
      return [s('line', {class: 'tick', x1: place, x2: place, y1: line + 10, y2: line + 14}), s('text', {x: place, y: height - 2, 'text-anchor': edge(place)}, time(new Date(at)))];
    }),
    sightings.map(one => s('rect', {class: isCounted(one) ? `seen ${one.status}` : 'seen rejected', x: x(one.firstSeen), y: line - 7, height: 14, rx: 2,
      width: Math.max(least, x(one.lastSeen) - x(one.firstSeen))})),
    corrections.filter(one => one.at).map(one => s('path', {class: 'entered', d: `M${x(one.at)} ${line - 14} l5 6 l-5 6 l-5 -6 z`})));
  return h('figure', {class: 'timeline-box'}, drawing);
}

function described(row, sightings) {
  return t('In at {in}, out at {out}, seen {count} times', {in: time(row.checkIn), out: time(row.checkOut), count: sightings.length});
}
