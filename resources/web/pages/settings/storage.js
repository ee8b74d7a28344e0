// Storage and retention: how full the disk is, what is kept of people, and for how long.

import {get} from '../../lib/api.js';
import {h} from '../../lib/dom.js';
import {bytes, percent, t, tn} from '../../lib/words.js';
import {facts, loading, section, table} from './parts.js';

const daysText = days => (days === 0 ? t('not kept') : tn('{count} day', '{count} days', days));
const daysOrEver = days => (days === 0 ? t('for ever') : tn('{count} day', '{count} days', days));

// [what, how long, bound or use, the setting].
function rows(storage) {
  const {evidence, unknownFaces, visitors, dismissedFaces, sightings, audit, webhookEvents, enrolmentRequests, alerts} = storage;
  const used = evidence.bytes === undefined ? null : t('{used} used', {used: bytes(evidence.bytes)});
  return [
    [t('Pictures of sightings, and the face in numbers'), daysText(evidence.days), [t('at most {room}', {room: bytes(evidence.mebibytes * 1048576)}), used].filter(Boolean).join(', '), 'evidence-days, evidence-mebibytes'],
    [t('Strangers who wait for an operator'), daysText(unknownFaces.days), [t('at most {count}', {count: unknownFaces.limit}), unknownFaces.waiting === undefined ? null : t('{count} wait', {count: unknownFaces.waiting})].filter(Boolean).join(', '),
     'unknown-face-days, unknown-face-limit'],
    [t('Visitors, after they were seen last'), daysText(visitors.days), '–', 'visitor-days'],
    [t('Dismissed strangers, so that they are not queued again'), daysText(dismissedFaces.days), '–', 'dismissed-face-days'],
    [t('Sightings, and with them the register'), daysOrEver(sightings.days), '–', 'keep-sightings'],
    [t('Audit log'), daysOrEver(audit.days), '–', 'keep-audit'],
    [t('Events and deliveries of webhooks'), daysOrEver(webhookEvents.days), '–', 'keep-webhook-events'],
    enrolmentRequests ? [t('What people sent by invitations, after it was answered'), daysOrEver(enrolmentRequests.days), '–', 'keep-enrolment-requests'] : null,
    alerts ? [t('Alerts that are over'), daysOrEver(alerts.days), '–', 'keep-alerts'] : null,
    [t('Enrolled people and their photos'), t('until they are erased'), '–', ''],
  ].filter(Boolean);
}

function draw({disk, database, storage}) {
  return h('div', {},
    h('h3', {}, t('Disk')), disk ? h('meter', {class: 'wide', min: 0, max: disk.totalBytes, high: disk.totalBytes * .9, value: disk.totalBytes - disk.freeBytes, 'aria-label': t('Used')}) : null,
    facts([disk ? [t('Free'), t('{free} of {total} ({share})', {free: bytes(disk.freeBytes), total: bytes(disk.totalBytes), share: percent(disk.freeBytes / disk.totalBytes)})] : null, disk ? [t('Folder'), h('span', {class: 'mono break'}, disk.path)] : null,
           [t('Register'), database.kind === 'postgresql' ? `PostgreSQL, ${database.name}` : `SQLite, ${database.name}`]]),
    storage ? [h('h3', {}, t('What is kept, and for how long')), table(t('What is kept, and for how long'), [
      {title: t('What'), cell: row => row[0]}, {title: t('How long'), cell: row => row[1]}, {title: t('Bound'), cell: row => row[2]}, {title: t('Setting'), class: 'mono', cell: row => row[3]}], rows(storage)),
    h('p', {class: 'soft prose'}, t('These are settings of the server: in /etc/rollcall/server.toml, or on its command line; it is started again after a change. What is past its days is erased every ten minutes.'))] : null,
    h('h3', {}, t('Backups')), h('p', {class: 'prose'}, t('Copy the register while the server runs with this command, never by copying the file. Pictures and templates of faces are biometric data: protect the copies as well.')),
    h('pre', {class: 'mono'}, database.kind === 'postgresql' ? `pg_dump ${database.name} > copy.sql` : `sqlite3 ${database.name} ".backup copy.sqlite"`));
}

export function show(host, {signal}) {
  const body = section(host, {title: t('Storage and retention'), intro: t('How full it is, what is kept of people, and for how long.')});
  loading(body, async () => (await get('/system', {}, {signal})).data, draw, {signal});
}
