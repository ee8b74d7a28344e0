// A status is a colour and a word and a shape.
import {h} from '../dom.js';
import {t} from '../words.js';

// status → [tone, shape, word]
const statuses = {
  here: ['good', 'dot', 'here'], present: ['good', 'dot', 'here'], left: ['plain', 'check', 'left'],
  late: ['warn', 'half', 'late'], 'early-leave': ['warn', 'half', 'left early'], 'half-day': ['warn', 'half', 'half day'],
  absent: ['bad', 'ring', 'absent'], excused: ['info', 'dot', 'excused'], exception: ['info', 'dot', 'exception'],
  expected: ['plain', 'ring', 'not yet'], 'not-yet': ['plain', 'ring', 'not yet'], holiday: ['info', 'ring', 'holiday'], 'day-off': ['plain', 'ring', 'day off'],
  unknown: ['plain', 'question', 'unknown'], suggested: ['good', 'question', 'suggested'], confirmed: ['good', 'dot', 'confirmed'], rejected: ['plain', 'ring', 'rejected'],
  streaming: ['good', 'dot', 'live'], connecting: ['warn', 'half', 'connecting'], paused: ['warn', 'half', 'paused'], away: ['bad', 'ring', 'away'], offline: ['bad', 'ring', 'away'],
};

function look(status) {
  return statuses[status] ?? ['plain', 'question', status];
}

// pill('late') or pill('late', 'late by 5 min')
export function pill(status, word) {
  const [tone, shape, usual] = look(status);
  return h('span', {class: `pill ${tone}`}, h('i', {class: `shape ${shape}`, 'aria-hidden': 'true'}), word ?? t(usual));
}

// The shape alone beside a word of one's own.
export function dot(status) {
  const [tone, shape] = look(status);
  return h('i', {class: `shape ${shape} ${tone}`, 'aria-hidden': 'true'});
}
