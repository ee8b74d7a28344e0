// One person's day beside the register: the time line, what cameras saw, corrections, and what can be done about it.
import {ApiError, list, post} from '../../lib/api.js';
import {boundsOf} from '../../lib/clock.js';
import {fill, h, icon} from '../../lib/dom.js';
import {portrait} from '../../lib/portrait.js';
import {href} from '../../lib/route.js';
import {may} from '../../lib/session.js';
import {busy, button, dialog, field, pill, problemOf, sidePanel, states, toast} from '../../lib/ui.js';
import {addDays, dayOf, longDay, percent, seconds, t, time, when} from '../../lib/words.js';
import {correct, correctionText, correctionsOf} from './correct.js';
import {minutes, noteOf, sourceWord, statusPill} from './row_words.js';
import {timeline} from './timeline.js';

const mostSightings = 200;

// openDay({row, cameras, signal, onChange, onClose}) → {update(row), close()}
export function openDay({row, cameras, signal, onChange, onClose}) {
  const ending = new AbortController();
  const facts = h('div', {class: 'day-facts'});
  const content = h('div', {class: 'day-content'}, states.loading(4));
  const panel = sidePanel({title: row.name, body: h('div', {class: 'day-panel'}, facts, content), signal, onClose: () => {
    ending.abort();
    onClose?.();
  }});
  let current = row;
  let known = null;
  let pressed = null;  // the entry whose button was pressed last

  const load = async () => {
    try {
      const bounds = {from: current.shiftStart && current.shiftStart < boundsOf(current.day).from ? current.shiftStart : boundsOf(current.day).from,
        until: current.shiftEnd && dayOf(current.shiftEnd) > current.day ? boundsOf(addDays(current.day, 1)).until : boundsOf(current.day).until};
      const [sightings, corrections] = await Promise.all([
        list('/sightings', {person: current.person, ...bounds}, {signal: ending.signal}).first(mostSightings), correctionsOf(current.person, current.day, ending.signal)]);
      known = corrections;
      draw(sightings.sort((a, b) => a.firstSeen < b.firstSeen ? -1 : 1), corrections.data.items);
    } catch (error) {
      if (!ending.signal.aborted)
        fill(content, states.error(error, load));
    }
  };
  const changed = async () => {
    await Promise.all([load(), onChange?.(current.person)]);
  };

  const drawFacts = () => fill(facts,
    h('div', {class: 'day-head'}, portrait(current.person, current.name, {large: true}),
      h('div', {}, statusPill(current), h('p', {class: 'soft'}, longDay(current.day)), h('a', {href: href('people', [current.person])}, t('About this person')))),
    h('dl', {class: 'fact-list'},
      fact(t('In'), current.checkIn ?? current.firstSeen, current.checkInSource), fact(t('Out'), current.checkOut, current.checkOutSource),
      current.worked ? [h('dt', {}, t('Worked')), h('dd', {}, minutes(current.worked))] : null,
      current.shiftStart ? [h('dt', {}, t('Shift')), h('dd', {class: 'number'}, `${time(current.shiftStart)}–${time(current.shiftEnd)}`)] : null,
      noteOf(current) ? [h('dt', {}, t('Note')), h('dd', {}, noteOf(current))] : null),
    may('manage-attendance') ? h('div', {class: 'row'}, button(t('Correct…'), {kind: 'primary', icon: 'edit', disabled: !known, onclick: correctDay})) : null);
  const correctDay = async () => {
    if (await correct({row: current, known})) {
      toast(t('The correction is saved'));
      await changed();
    }
  };

  const draw = (sightings, corrections) => {
    drawFacts();
    const seen = sightings.length ? h('ul', {class: 'seen-list'}, sightings.map(one => sightingRow(one, {cameras, changed, onPress: () => { pressed = one.id; }})))
      : h('p', {class: 'soft'}, t('No camera saw this person on this day.'));
    const focused = content.contains(document.activeElement) ? document.activeElement.closest('[data-id]')?.dataset.id : null;
    fill(content, timeline({row: current, sightings, corrections}),
      h('section', {}, h('h3', {}, t('Seen')), seen),
      corrections.length ? h('section', {}, h('h3', {}, t('Corrections')), h('ul', {class: 'correction-list'}, corrections.map(one => correctionRow(one, corrections, changed, known)))) : null);
    // A button that was pressed is another one now, and had lost the focus while it was at work.
    const at = focused ?? pressed;
    if (at && (document.activeElement === document.body || document.activeElement === null))
      (content.querySelector(`[data-id="${CSS.escape(at)}"] button`) ?? panel.element).focus();
    pressed = null;
  };

  drawFacts();
  load();
  return {close: panel.close, update(changedRow) {
    current = changedRow;
    load();
  }};
}

function fact(word, instant, source) {
  return [h('dt', {}, word), h('dd', {}, h('b', {class: 'number'}, time(instant)), instant ? h('span', {class: 'soft'}, ` ${sourceWord(source)}`) : null)];
}

// The crop that shows it, when and where, and whether it is them.
function sightingRow(one, {cameras, changed, onPress}) {
  const decide = (verb, word) => async event => {
    onPress();
    try {
      await busy(event.currentTarget, () => post(`/sightings/${one.id}/${verb}`, {}));
      toast(word, {undo: async () => {
        await post(`/sightings/${one.id}/${verb === 'undo' ? 'reject' : 'undo'}`, {});
        await changed();
      }});
      await changed();
    } catch (error) {
      toast(problemOf(error), {bad: true});
    }
  };
  const actions = !may('manage-attendance') || one.source === 'pin' ? null
    : one.status === 'rejected' ? button(t('It was them'), {kind: 'quiet', onclick: decide('undo', t('It counts again'))})
      : [one.status === 'suggested' ? button(t('Confirm'), {icon: 'check', onclick: decide('confirm', t('Confirmed for this day'))}) : null,
        button(t('Not them'), {kind: 'quiet', onclick: decide('reject', t('It does not count any more'))})];
  return h('li', {class: one.status === 'rejected' ? 'sighting rejected' : 'sighting', dataset: {id: one.id}}, crop(one),
    h('div', {class: 'sighting-text'}, h('b', {class: 'number'}, one.firstSeen.slice(0, 16) === one.lastSeen.slice(0, 16) ? seconds(one.firstSeen) : `${time(one.firstSeen)}–${time(one.lastSeen)}`),
      h('span', {class: 'soft'}, cameras.get(one.camera) ?? one.camera, ' ', one.source === 'pin' ? t('by PIN') : h('span', {class: 'confidence'}, percent(one.confidence))),
      one.status === 'confirmed' ? null : pill(one.status)),
    h('div', {class: 'row'}, actions));
}

export function crop(sighting) {
  const box = h('span', {class: 'crop', 'aria-hidden': 'true'}, icon(sighting.source === 'pin' ? 'key' : 'people'));
  if (sighting.source !== 'pin') {
    const image = h('img', {src: `/api/v1/sightings/${sighting.id}/picture.jpg`, alt: '', loading: 'lazy', onload: () => box.replaceChildren(image)});
    box.append(image);
    image.addEventListener('error', () => image.remove());
  }
  return box;
}

function correctionRow(one, all, changed, known) {
  const isWithdrawn = all.some(other => other.kind === 'withdraw' && other.target === one.id);
  const withdraw = async () => {
    const reason = h('input', {type: 'text', maxlength: 500});
    const reasonField = field(t('Reason'), reason);
    const asked = dialog({title: t('Withdraw this correction'), body: [h('p', {}, correctionText(one)), reasonField], actions: [{label: t('Cancel'), value: false},
      {label: t('Withdraw'), primary: true, value: true, act: async () => {
        reasonField.problem(reason.value.trim() ? '' : t('Say why, so that others can follow it.'));
        if (!reason.value.trim())
          throw new ApiError({detail: t('Something is missing.')});
        await post('/corrections', {person: one.person, kind: 'withdraw', target: one.id, reason: reason.value.trim()}, {ifMatch: known.etag});
      }}]});
    if (await asked.closed === true)
      await changed();
  };
  const isFinal = isWithdrawn || one.kind === 'withdraw' || !may('manage-attendance');
  return h('li', {class: isWithdrawn ? 'withdrawn' : '', dataset: {id: one.id}}, h('div', {}, h('b', {}, correctionText(one)), h('p', {}, one.reason),
    h('p', {class: 'faint small'}, t('{who}, {when}', {who: one.by, when: when(one.made)}), isWithdrawn ? ` · ${t('withdrawn')}` : '')),
  isFinal ? null : button(t('Withdraw…'), {kind: 'quiet', onclick: withdraw}));
}
