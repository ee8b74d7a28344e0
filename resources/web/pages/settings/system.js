// System: is it well? Register, outbox, recognition and its models, disk, certificate, versions.

import {get} from '../../lib/api.js';
import {h} from '../../lib/dom.js';
import {on} from '../../lib/events.js';
import {href} from '../../lib/route.js';
import {said} from '../../lib/server_words.js';
import {pill} from '../../lib/ui.js';
import {bytes, dateTime, duration, number, percent, t, tn} from '../../lib/words.js';
import {facts, loading, section} from './parts.js';

const askEvery = 15_000;  // ms; what changes here has no event of its own
const littleDisk = .1;

// The first line answers the question: [status, sentence].
export function verdict({database, disk, recognition}) {
  if (database.state !== 'working')
    return ['absent', t('The register is not available. Sightings wait in memory.')];
  if (database.outbox && !database.outbox.reachable)
    return ['late', t('PostgreSQL is away. Sightings are kept on this machine and delivered when it is back.')];
  if (disk && disk.freeBytes < disk.totalBytes * littleDisk)
    return ['late', t('The disk is nearly full.')];
  if (recognition && !recognition.on)
    return ['late', t('Recognition is off: nobody is recognised.')];
  return ['here', t('Everything works.')];
}

function registerFacts({database}) {
  const outbox = database.outbox;
  return facts([[t('Database'), database.kind === 'postgresql' ? `PostgreSQL, ${database.name}` : 'SQLite'],
    [t('State'), database.state === 'working' ? pill('here', t('working')) : pill('absent', t('away'))], database.problem ? [t('Problem'), database.problem] : null,
    [t('Waiting in memory'), tn('{count} sighting', '{count} sightings', database.waiting)], [t('Written since the start'), number(database.written)],
    [t('Schema'), String(database.schema ?? '–')],
    outbox ? [t('Outbox'), outbox.waiting ? t('{count} wait, the oldest for {time}', {count: outbox.waiting, time: duration(outbox.oldestSeconds)}) : t('empty')] : null,
    outbox?.setAside ? [t('Set aside'), t('{count} that PostgreSQL can never take; the log says why', {count: outbox.setAside})] : null, outbox?.problem ? [t('Problem'), outbox.problem] : null]);
}

function recognitionFacts({on: isOn, engine, embedder, models}) {
  return [facts([[t('State'), isOn ? pill('here', t('working')) : pill('absent', t('off'))], [t('Engine'), engine], [t('Descriptor'), `${embedder.name} ${embedder.version}`],
    [t('Models in use'), models.map(model => model.name).join(', ') || t('none: what is built in')]]), h('p', {}, h('a', {href: href('settings', ['recognition'])}, t('Why this one, and what would be better')))];
}

function draw(system) {
  const {process, tls, disk, cameras, mail, recognition} = system;
  const [status, sentence] = verdict(system);
  return h('div', {}, h('p', {class: 'verdict'}, pill(status, sentence)), h('div', {class: 'boxes'},
    h('section', {class: 'box'}, h('h3', {}, t('Program')), facts([[t('Version'), system.version], [t('Started'), dateTime(system.startedAt)], [t('Running for'), duration(system.uptimeSeconds)],
      process ? [t('Memory'), bytes(process.residentBytes)] : null, process ? [t('Threads'), number(process.threads)] : null, [t('Time zone'), system.site.timeZone]])),
    h('section', {class: 'box'}, h('h3', {}, t('Register')), registerFacts(system)),
    recognition ? h('section', {class: 'box'}, h('h3', {}, t('Recognition')), recognitionFacts(recognition)) : null,
    h('section', {class: 'box'}, h('h3', {}, t('Disk and cameras')), facts([disk ? [t('Free'), `${bytes(disk.freeBytes)} (${percent(disk.freeBytes / disk.totalBytes)})`] : null,
      cameras ? [t('Cameras'), t('{streaming} of {known} live', {streaming: cameras.streaming, known: cameras.known ?? '–'})] : null,
      mail ? [t('E-mail'), mail.on ? (mail.problem ? said(mail.problem) : (mail.waiting ? t('{count} wait', {count: mail.waiting}) : t('working'))) : t('not set up')] : null])),
    tls ? h('section', {class: 'box'}, h('h3', {}, t('Certificate')), facts([[t('Of'), tls.subject], [t('Good until'), dateTime(tls.notAfter)],
      [t('Kind'), tls.selfSigned ? t('made by this server; cameras know it by its fingerprint') : t('of an authority')], [t('Fingerprint'), h('span', {class: 'mono break'}, tls.fingerprint)]])) : null));
}

export function show(host, {signal}) {
  const body = section(host, {title: t('System'), intro: t('Whether everything works, and what is running.')});
  const again = loading(body, async () => (await get('/system', {}, {signal})).data, draw, {signal});
  const timer = setInterval(() => document.hidden || again(), askEvery);
  signal.addEventListener('abort', () => clearInterval(timer), {once: true});
  for (const type of ['register-available', 'hello'])
    on(type, () => again(), {signal});
}
