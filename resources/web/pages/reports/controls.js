// What is chosen in a report: days, kind, whom. Each hears `change` with what is different now.

import {fill, h} from '../../lib/dom.js';
import {pickPerson} from '../../lib/pick.js';
import {chips} from '../../lib/ui.js';
import {t, today} from '../../lib/words.js';
import {presets, rangeOf} from './ranges.js';

const presetName = preset => ({today: t('Today'), yesterday: t('Yesterday'), 'this-week': t('This week'), 'last-week': t('Last week'), 'this-month': t('This month'), 'last-month': t('Last month')})[preset];
export const kinds = () => [['days', t('All days')], ['late', t('Late')], ['early', t('Left early')], ['absent', t('Absent')], ['overtime', t('Overtime')], ['exceptions', t('Exceptions')], ['summary', t('Summary')]];

export function rangeControls(wish, change) {
  const from = h('input', {type: 'date', 'aria-label': t('From'), value: wish.from, onchange: () => own()});
  const until = h('input', {type: 'date', 'aria-label': t('Until'), value: wish.until, onchange: () => own()});
  const quick = chips({label: t('Days'), selected: wish.preset, items: presets.map(value => ({value, label: presetName(value)})), onchange: preset => {
    const range = rangeOf(preset ?? 'today', today());
    quick.update({selected: preset ?? 'today'});
    [from.value, until.value] = [range.from, range.until];
    change({...range, preset: preset ?? 'today'});
  }});
  const own = () => {
    quick.update({selected: null});
    change({from: from.value, until: until.value, preset: null});
  };
  return h('div', {class: 'report-days'}, quick, h('span', {class: 'row'}, from, '–', until));
}

// → the element, with .fill(groups, person) for what comes later.
export function whomControls(wish, change) {
  const choice = h('select', {'aria-label': t('Whom'), onchange: () => {
    const {value} = choice;
    person.hidden = value !== 'person';
    if (value === 'person')
      person.focus();
    else
      change({person: null, group: value.startsWith('group:') ? value.slice(6) : ''});
  }});
  const person = pickPerson({label: t('Person'), chosen: wish.person, onpick: chosen => chosen && change({person: chosen, group: ''})});
  const element = h('span', {class: 'row wrap report-whom'}, choice, person);
  element.fill = groups => {
    const names = [...new Set([...groups.map(group => group.name), ...(wish.group ? [wish.group] : [])])];
    const before = choice.value || (wish.person ? 'person' : wish.group ? `group:${wish.group}` : '');
    fill(choice, h('option', {value: ''}, t('Everybody')), h('option', {value: 'person'}, t('One person…')), names.length ? h('optgroup', {label: t('Groups')}, names.map(name => h('option', {value: `group:${name}`}, name))) : null);
    choice.value = before;
    person.hidden = before !== 'person';
  };
  element.fill([]);
  return element;
}

export function kindControls(wish, change) {
  const choice = chips({label: t('Kind'), selected: wish.kind, items: kinds().map(([value, label]) => ({value, label})), onchange: kind => {
    if (!kind)
      choice.update({selected: 'days'});
    change({kind: kind ?? 'days'});
  }});
  return choice;
}
