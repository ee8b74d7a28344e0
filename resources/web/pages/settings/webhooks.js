// Webhooks: other programs are told what happens. What was sent and what came of it is under each.

import {get, list, post, remove} from '../../lib/api.js';
import {fill, h} from '../../lib/dom.js';
import {said} from '../../lib/server_words.js';
import {confirmByName, dialog, pill, sidePanel, toast} from '../../lib/ui.js';
import {dateTime, t, tn, when} from '../../lib/words.js';
import {attempt, button, copyable, editDialog, loading, section, table} from './parts.js';

const eventNames = () => [['check-in', t('check-in: somebody came')], ['check-out', t('check-out: somebody left')], ['late', t('late: somebody came late')],
                          ['unknown', t('unknown: a face that nobody is known by')], ['alert', t('alert: what the bell shows')], ['alert-ended', t('alert-ended: it is over')]];
const deliveryPill = delivery => pill({delivered: 'here', waiting: 'late', failed: 'absent'}[delivery.state], {delivered: t('delivered'), waiting: t('waiting'), failed: t('failed')}[delivery.state]);

function showSecret(webhook) {
  dialog({title: t('The secret of this webhook'), wide: true, stays: true, actions: [{label: t('Done'), primary: true}], body: [
    h('p', {}, h('b', {}, t('Copy it now: it is not shown again.')), ' ', t('The receiver checks signatures with it (Standard Webhooks).')), copyable(webhook.secret, t('Secret'))]});
}

function add(again) {
  editDialog(t('New webhook'), {
    fields: [{name: 'url', label: t('Address'), type: 'url', required: true, maxlength: 2000, placeholder: 'https://example.org/hook',
              hint: t('https, or http on the server’s own machine.')},
             {name: 'events', label: t('Tell it about'), type: 'checks', options: eventNames()}],
    values: {events: ['check-in', 'check-out']},
    validate: values => (values.events.length ? {} : {events: t('Choose at least one.')}),
    saveText: t('Add webhook'),
    save: values => post('/webhooks', values),
    done: ({data}) => {
      showSecret(data);
      again();
    },
  });
}

async function removeWebhook(webhook, then) {
  const name = new URL(webhook.url).host;
  const isGone = await confirmByName({title: t('Remove this webhook?'), name, action: t('Remove webhook'),
    text: t('{url} is told nothing any more, also not the {count} events that still wait.', {url: webhook.url, count: webhook.waiting}),
    act: () => remove(`/webhooks/${webhook.id}`)});
  if (isGone) {
    toast(t('The webhook is removed.'));
    then();
  }
}

function open(webhook, again, signal) {
  const ended = new AbortController();
  const body = h('div', {class: 'panel-body'});
  const panel = sidePanel({title: new URL(webhook.url).host, body, wide: true, onClose: () => ended.abort(), signal});
  const then = () => {
    panel.close();
    again();
  };
  const place = h('div', {});
  fill(body, h('p', {class: 'mono break'}, webhook.url), h('p', {class: 'soft'}, webhook.events.join(', ')),
    webhook.problem ? h('p', {class: 'problem'}, said(webhook.problem)) : null,
    h('div', {class: 'row wrap'}, webhook.state === 'disabled' ? button(t('Tell it again'), event => attempt(event.target, async () => {
      await post(`/webhooks/${webhook.id}/enable`);
      then();
    }), {class: 'primary'}) : null, button(t('Remove…'), () => removeWebhook(webhook, then), {class: 'danger'})),
    h('h3', {}, t('Deliveries')), place);
  loading(place, () => list(`/webhooks/${webhook.id}/deliveries`, {}, {signal: ended.signal}).first(200), deliveries => (deliveries.length ? table(t('Deliveries'), [
    {title: t('When'), cell: one => dateTime(one.at)},
    {title: t('What'), cell: one => one.type},
    {title: t('State'), cell: deliveryPill},
    {title: t('Attempts'), class: 'number', cell: one => one.attempts},
    {title: t('Answer'), cell: one => one.problem ? said(one.problem) : (one.lastStatus ? String(one.lastStatus) : '–')},
    {title: t('Next try'), cell: one => (one.nextAttempt ? when(one.nextAttempt) : '–')},
  ], deliveries) : null), {signal: ended.signal, empty: {title: t('Nothing was sent yet'), text: t('The first event that it asked for is here.')}});
}

export function show(host, {signal}) {
  const body = section(host, {title: t('Webhooks'), intro: t('Other programs are told what happens, signed, and again until they answer.'),
                              actions: [button(t('New webhook…'), () => add(again), {class: 'primary'})]});
  const again = loading(body, async () => (await get('/webhooks', {}, {signal})).data.items, webhooks => (webhooks.length ? table(t('Webhooks'), [
    {title: t('Address'), class: 'break', cell: webhook => webhook.url},
    {title: t('Told about'), cell: webhook => webhook.events.join(', ')},
    {title: t('State'), cell: webhook => (webhook.state === 'disabled' ? pill('absent', t('disabled')) : webhook.failingSince ? pill('late', t('failing since {when}', {when: when(webhook.failingSince)}))
      : pill('here', t('working')))},
    {title: t('Waiting'), class: 'number', cell: webhook => tn('{count} event', '{count} events', webhook.waiting)},
  ], webhooks, {onopen: webhook => open(webhook, again, signal), name: webhook => webhook.url}) : null),
  {signal, empty: {title: t('No program is told yet'), text: t('Payroll, a chat, a display: give the address that takes events.'), action: {label: t('New webhook…'), act: () => add(again)}}});
}
