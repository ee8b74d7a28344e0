// Invitations: a link or QR by which people send their own photos and consent. What they send waits for approval among the people.

import {get, list, post, remove} from '../../lib/api.js';
import {instantOf} from '../../lib/clock.js';
import {h} from '../../lib/dom.js';
import {on} from '../../lib/events.js';
import {pickPerson} from '../../lib/pick.js';
import {dialog, pill, toast} from '../../lib/ui.js';
import {addDays, dateTime, t, tn, today} from '../../lib/words.js';
import {attempt, button, copyable, drawing, editDialog, loading, section, table} from './parts.js';

function showOnce(made) {
  dialog({title: t('The invitation'), wide: true, stays: true, actions: [{label: t('Done'), primary: true}], body: [
    h('p', {}, h('b', {}, t('Send or print it now: it is not shown again.')), ' ', t('Whoever has it can send photos until {when}.', {when: dateTime(made.expiresAt)})),
    copyable(made.url, t('Link')), made.qrSvg ? drawing(made.qrSvg, t('QR code of the link')) : null]});
}

function personControl(onchange) {
  let chosen = null;
  const box = pickPerson({label: t('Person'), onpick: person => {
    chosen = person;
    onchange();
  }});
  return {element: h('div', {class: 'field-like'}, h('span', {class: 'label'}, t('Person')), box), read: () => chosen, write: () => {}, isSet: true};
}

async function add(again) {
  const groups = await list('/groups').first(500);
  editDialog(t('New invitation'), {
    fields: [{name: 'whom', label: t('For'), type: 'select', options: [['new', t('people who are not entered yet')], ['person', t('one person who is')]]},
             {name: 'person', label: t('Person'), type: 'custom', make: personControl, when: now => now.whom === 'person'},
             {name: 'uses', label: t('How many people may use it'), type: 'number', min: 1, max: 1000, required: true, half: true, when: now => now.whom === 'new'},
             {name: 'group', label: t('They join this group'), type: 'select', options: [['', t('none')], ...groups.map(group => [group.name, group.name])], half: true, when: now => now.whom === 'new'},
             {name: 'until', label: t('Good until'), type: 'date', min: today(), required: true, half: true},
             {name: 'note', label: t('Note for yourself'), maxlength: 200}],
    values: {whom: 'new', uses: 1, group: '', until: addDays(today(), 7)},
    validate: values => (values.whom === 'person' && !values.person ? {person: t('Choose a person.')} : {}),
    saveText: t('Make invitation'),
    save: values => post('/invitations', {...(values.whom === 'person' ? {person: values.person.id, uses: 1} : {uses: values.uses, ...(values.group ? {group: values.group} : {})}),
                                          expiresAt: instantOf(values.until, '23:59'), ...(values.note ? {note: values.note} : {})}),
    done: ({data}) => {
      showOnce(data);
      again();
    },
  });
}

const stateOf = one => pill({open: 'here', 'used-up': 'left', expired: 'expected'}[one.state] ?? one.state, {open: t('open'), 'used-up': t('used up'), expired: t('expired')}[one.state]);

export function show(host, {signal}) {
  const waiting = h('a', {class: 'button', href: '#/people/requests', hidden: true});
  const tell = count => {
    waiting.hidden = !count;
    waiting.textContent = tn('{count} person waits for approval', '{count} people wait for approval', count);
  };
  const body = section(host, {title: t('Invitations'), intro: t('A link or QR by which people send their own photos and consent. Nobody is enrolled before somebody here approves.'),
                              actions: [waiting, button(t('New invitation…'), () => add(again), {class: 'primary'})]});
  on('enrolment-requests', event => tell(event.waiting), {signal});
  list('/enrolment-requests', {state: 'waiting'}, {signal}).first(500).then(items => tell(items.length), () => {});
  const again = loading(body, async () => (await get('/invitations', {limit: 500}, {signal})).data.items, invitations => (invitations.length ? table(t('Invitations'), [
    {title: t('For'), cell: one => one.personName ?? one.person ?? (one.group ? t('new people, group {group}', {group: one.group}) : t('new people'))},
    {title: t('State'), cell: stateOf},
    {title: t('Used'), class: 'number', cell: one => t('{used} of {uses}', {used: one.used, uses: one.uses})},
    {title: t('Good until'), cell: one => dateTime(one.expiresAt)},
    {title: t('Made'), cell: one => `${dateTime(one.createdAt)}${one.createdBy ? `, ${one.createdBy}` : ''}`},
    {title: t('Note'), cell: one => one.note || '–'},
    {title: '', class: 'actions', cell: one => button(t('Delete'), event => attempt(event.currentTarget, async () => {
      await remove(`/invitations/${one.id}`);
      toast(t('The link is worth nothing any more.'));
      again();
    }), {class: 'danger', 'aria-label': t('Delete the invitation of {when}', {when: dateTime(one.createdAt)})})},
  ], invitations) : null), {signal, empty: {title: t('Nobody is invited'), text: t('People open the link on their phone, take photos and consent; then they wait for approval.'),
                                            action: {label: t('New invitation…'), act: () => add(again)}}});
}
