// One person: photos, register, what is known of them, and the steps that change who they are.
import {ApiError, get, list, post, remove} from '../../lib/api.js';
import {fill, h, icon} from '../../lib/dom.js';
import {download} from '../../lib/download.js';
import * as events from '../../lib/events.js';
import {pickPerson} from '../../lib/pick.js';
import {forget, portrait} from '../../lib/portrait.js';
import {go, href} from '../../lib/route.js';
import {may} from '../../lib/session.js';
import {button, confirmByName, dialog, menu, problemOf, states, toast} from '../../lib/ui.js';
import {date, day as dayText, t, today, when} from '../../lib/words.js';
import {calendar} from './calendar.js';
import {changePin, edit} from './edit.js';
import {photos} from './photos.js';
import {consentPill, validText} from './table.js';

export async function showPerson(host, {id, signal}) {
  fill(host, states.loading(8));
  const path = `/people/${encodeURIComponent(id)}`;
  let ending = null;   // of what is shown

  async function load() {
    try {
      const {data, etag} = await get(path, {}, {signal});
      if (data.id !== id)
        return go('people', [data.id]);  // merged into somebody else
      ending?.abort();
      ending = new AbortController();
      draw(data, etag, AbortSignal.any([signal, ending.signal]));
    } catch (error) {
      if (signal.aborted)
        return;
      fill(host, error.status === 404 ? states.empty({icon: 'people', title: t('There is nobody with this id'), text: t('They may have been erased.'), action: {label: t('Show everybody'), act: () => go('people')}})
        : states.error(error, load));
    }
  }

  function draw(person, etag, shown) {
    const changed = result => result && load();
    const tools = [may('manage-people') ? button(t('Edit'), {icon: 'edit', onclick: async () => changed(await edit({person, etag}))}) : null, more(person, etag, changed)];
    fill(host, h('div', {class: 'head person-head'}, h('a', {class: 'button quiet square', href: href('people'), 'aria-label': t('Everybody')}, icon('chevron-left')), portrait(person.id, person.name, {large: true}),
      h('div', {class: 'person-title'}, h('h1', {}, person.name), h('p', {class: 'row'}, person.groups.map(name => h('a', {class: 'soft', href: href('people', [], {group: name})}, name)), h('span', {class: 'soft'}, validText(person)))),
      h('div', {class: 'tools'}, tools)),
    h('div', {class: 'person-columns'}, h('div', {class: 'person-main'}, photos({person, signal: shown, onChange: load}), may('view-attendance') ? calendar({person: person.id, signal: shown}) : null),
      h('div', {class: 'person-side'}, known(person), seen(person, shown), schedule(person, shown))));
  }

  const follow = () => document.querySelector('dialog[open]') ? undefined : load();
  events.on('people', ({ids}) => (!ids || ids.includes(id)) && follow(), {signal});
  events.on('back', follow, {signal});
  await load();
}

function more(person, etag, changed) {
  const items = () => [
    ...may('manage-people') ? [{label: person.hasPin ? t('Change the PIN…') : t('Set a PIN…'), icon: 'key', act: async () => changed(await changePin({person, etag}))},
      {label: t('Join with another entry…'), icon: 'link', act: async () => changed(await merge(person))}] : [],
    ...may('export-people') ? [{label: t('Export everything (ZIP)'), icon: 'download', act: () => download({title: t('Export of {name}', {name: person.name}), path: `/people/${encodeURIComponent(person.id)}/export`})}] : [],
    ...may('manage-people') ? ['separator', {label: t('Erase…'), icon: 'trash', danger: true, act: () => erase(person, etag)}] : [],
  ];
  return items().length ? menu(button('', {class: 'square', icon: 'more', 'aria-label': t('More')}), items) : null;
}

// --- what is known -------------------------------------------------------------------------------------------------------

function known(person) {
  const line = (word, value) => value ? [h('dt', {}, word), h('dd', {}, value)] : null;
  const consent = person.consent ? h('span', {class: 'row'}, consentPill(person), h('span', {class: 'soft'}, t('{day}, noted by {who}', {day: date(`${person.consent.date}T12:00:00Z`), who: person.consent.by}))) : consentPill(person);
  return h('section', {class: 'card-part'}, h('h2', {}, t('Known')), h('dl', {class: 'fact-list'}, line(t('Id'), h('code', {}, person.id)), line(t('Number in payroll'), person.externalId), line(t('Consent'), consent),
    line(t('Valid'), validText(person) || t('always')), line(t('PIN'), person.hasPin ? t('set') : t('none')), line(t('Enrolled'), when(person.created))));
}

function seen(person, signal) {
  const content = h('div', {}, states.loading(2));
  const load = async () => {
    try {
      const [newest] = await list('/sightings', {person: person.id}, {signal}).first(1);
      const names = newest ? (await get('/cameras', {limit: 500}, {signal})).data.items : [];
      fill(content, newest ? h('p', {}, h('b', {class: 'number'}, when(newest.lastSeen)), ' ', h('span', {class: 'soft'}, newest.source === 'pin' ? t('by PIN') : names.find(({id}) => id === newest.camera)?.name || newest.camera))
        : h('p', {class: 'soft'}, t('Not seen yet.')));
    } catch (error) {
      if (!signal.aborted)
        fill(content, h('p', {class: 'problem'}, problemOf(error)));
    }
  };
  if (may('view-attendance'))
    load();
  return may('view-attendance') ? h('section', {class: 'card-part'}, h('h2', {}, t('Last seen')), content) : null;
}

// --- schedule ------------------------------------------------------------------------------------------------------------

function schedule(person, signal) {
  if (!may('view-attendance'))
    return null;
  const content = h('div', {}, states.loading(2));
  const load = async () => {
    try {
      const [shifts, own, ...ofGroups] = await Promise.all([list('/shifts', {}, {signal}).all(), list('/assignments', {person: person.id}, {signal}).all(),
        ...person.groups.map(group => list('/assignments', {group}, {signal}).all())]);
      draw(new Map(shifts.map(shift => [shift.id, shift])), [...own, ...ofGroups.flat()]);
    } catch (error) {
      if (!signal.aborted)
        fill(content, h('p', {class: 'problem'}, problemOf(error)));
    }
  };
  const draw = (shifts, assignments) => {
    const line = one => {
      const shift = shifts.get(one.shift);
      const isOver = one.validUntil && one.validUntil < today();
      return h('li', {class: isOver ? 'faint' : ''}, h('div', {}, h('b', {}, shift?.name ?? one.shift), ' ', h('span', {class: 'number soft'}, shift ? `${shift.start}–${shift.end}` : ''),
        h('p', {class: 'soft small'}, [one.group ? t('as one of {group}', {group: one.group}) : t('of their own'), one.validFrom ? t('from {day}', {day: dayText(one.validFrom)}) : '', one.validUntil ? t('until {day}', {day: dayText(one.validUntil)}) : ''].filter(Boolean).join(' · '))),
      one.person && may('manage-attendance') ? button('', {class: 'quiet square', icon: 'trash', 'aria-label': t('Take {shift} away', {shift: shift?.name ?? one.shift}), onclick: () => takeAway(one, shift)}) : null);
    };
    fill(content, assignments.length ? h('ul', {class: 'plain-list'}, assignments.map(line)) : h('p', {class: 'soft'}, t('No schedule: the first sight of a day is the check-in, the last one the check-out.')),
      may('manage-attendance') && shifts.size ? button(t('Assign a shift…'), {kind: 'quiet', icon: 'plus', onclick: () => assign(shifts)}) : null);
  };
  const assign = async shifts => {
    const box = h('select', {}, [...shifts.values()].map(shift => h('option', {value: shift.id}, `${shift.name} (${shift.start}–${shift.end})`)));
    const from = h('input', {type: 'date', value: today()});
    const asked = dialog({title: t('Assign a shift to {name}', {name: person.name}), body: [h('label', {class: 'field'}, t('Shift'), box), h('label', {class: 'field'}, t('From'), from),
      h('p', {class: 'soft'}, t('A shift of their own takes the place of those of their groups.'))],
    actions: [{label: t('Cancel'), value: false}, {label: t('Assign'), primary: true, value: true, act: () => post('/assignments', {shift: box.value, person: person.id, ...(from.value ? {validFrom: from.value} : {})})}]});
    if (await asked.closed === true)
      load();
  };
  const takeAway = async (one, shift) => {
    try {
      await remove(`/assignments/${encodeURIComponent(one.id)}`);
      toast(t('{shift} is taken away, for the past too', {shift: shift?.name ?? one.shift}), {undo: async () => {
        await post('/assignments', one);
        await load();
      }});
      await load();
    } catch (error) {
      toast(problemOf(error), {bad: true});
    }
  };
  load();
  return h('section', {class: 'card-part'}, h('h2', {}, t('Schedule')), content);
}

// --- steps that cannot be taken back ---------------------------------------------------------------------------------------

async function merge(person) {
  let other = null;
  const picker = pickPerson({label: t('The other entry'), onpick: chosen => { other = chosen; }});
  const asked = dialog({title: t('Join with another entry'), body: [h('p', {}, t('Two entries were one human: photos, sightings and groups of the other entry move to {name}, and the other entry is gone.', {name: person.name})), picker],
    actions: [{label: t('Cancel'), value: false}, {label: t('Go on'), primary: true, value: true, act: async () => {
      if (!other || other.id === person.id)
        throw new ApiError({detail: t('Choose the other entry.')});
    }}]});
  if (await asked.closed !== true)
    return false;
  const isDone = await confirmByName({title: t('Join {other} into {name}', {other: other.name, name: person.name}), text: t('This cannot be taken back as a whole.'), name: other.name, action: t('Join'),
    act: () => post(`/people/${encodeURIComponent(person.id)}/merge`, {from: other.id})});
  if (isDone) {
    forget(person.id);
    toast(t('{other} is {name} now', {other: other.name, name: person.name}));
  }
  return isDone;
}

async function erase(person, etag) {
  let proof = null;
  const isDone = await confirmByName({title: t('Erase {name}', {name: person.name}), name: person.name, action: t('Erase'),
    text: t('Photos, what cameras recognise them by, sightings with their pictures, corrections and details go, for good and at once. The register of past days loses this person.'),
    act: async () => { proof = (await remove(`/people/${encodeURIComponent(person.id)}`, undefined, {ifMatch: etag})).data; }});
  if (!isDone)
    return;
  forget(person.id);
  go('people');
  await dialog({title: t('{name} is erased', {name: person.name}), stays: true, body: [h('p', {}, t('Keep this proof; it has no name in it.')),
    h('dl', {class: 'fact-list'}, h('dt', {}, t('Proof')), h('dd', {}, h('code', {}, proof.id)), h('dt', {}, t('When')), h('dd', {}, when(proof.erased)), h('dt', {}, t('Subject')), h('dd', {}, h('code', {}, proof.subject)))],
  actions: [{label: t('Close'), primary: true, value: true}]}).closed;
}
