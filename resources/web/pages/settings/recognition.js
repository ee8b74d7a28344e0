// Recognition: which engine works, why, with which models, and what a better one would bring.

import {get} from '../../lib/api.js';
import {h} from '../../lib/dom.js';
import {said, saidAll} from '../../lib/server_words.js';
import {pill} from '../../lib/ui.js';
import {t, tn} from '../../lib/words.js';
import {facts, loading, section, table} from './parts.js';

function progress(again) {
  if (!again?.running)
    return again?.failures?.length ? failures(again) : null;
  return h('div', {}, h('p', {}, t('Templates are made anew for this engine: {done} of {people} people.', {done: again.done, people: again.people})),
    h('progress', {max: again.people, value: again.done, 'aria-label': t('Templates made')}), failures(again));
}

function failures(again) {
  return again.failures.length ? h('div', {}, h('p', {class: 'problem'}, tn('{count} person has no photo that this engine can use. Enrol them with another one.',
    '{count} people have no photo that this engine can use. Enrol them with another one.', again.failed)),
  h('ul', {}, again.failures.map(one => h('li', {}, h('a', {href: `#/people/${encodeURIComponent(one.person)}`}, one.person), `: ${said(one.reason)}`)))) : null;
}

const livenessText = policy => ({off: t('off: a photo held before the camera may pass'), passive: t('passive: signs of life are wanted before a name counts'),
                                 challenge: t('challenge: people do what they are asked to (blink, turn)')})[policy] ?? policy;

function draw({recognition}) {
  const trust = recognition.registers ? pill('here', t('registers on its own')) : pill('late', t('suggests: an operator confirms each person’s first match of a day'));
  return h('div', {},
    facts([[t('State'), recognition.on ? trust : pill('absent', t('off: video is received and nobody is recognised'))], [t('Engine'), recognition.engine],
           [t('Descriptor'), `${recognition.embedder.name} ${recognition.embedder.version}`],
           recognition.threshold ? [t('A match counts from'), String(recognition.threshold.value ?? recognition.threshold)] : null,
           recognition.liveness ? [t('Photos and screens held before the camera'), livenessText(recognition.liveness.policy ?? recognition.liveness)] : null]),
    h('h3', {}, t('Why this one, and what would be better')), h('p', {class: 'prose'}, saidAll(recognition.description)), progress(recognition.templatesMadeAgain),
    h('h3', {}, t('Models in use')), recognition.models.length ? table(t('Models in use'), [
      {title: t('Name'), cell: model => model.name}, {title: t('For'), cell: model => said(model.purpose)}, {title: t('File'), class: 'mono', cell: model => model.file},
      {title: t('Licence'), cell: model => model.licence}, {title: t('Note'), cell: model => said(model.note)}], recognition.models)
      : h('p', {}, t('None: the parts that are built in are at work. They are good for a small group that looks into the camera.')),
    h('h3', {}, t('A better one')), h('p', {class: 'prose'}, t('Models make recognition better. On the server, see what there is with its licences, fetch what you may use, and start it again:')),
    h('pre', {class: 'mono'}, 'rollcall-models list\nrollcall-models fetch NAME'));
}

export function show(host, {signal}) {
  const body = section(host, {title: t('Recognition'), intro: t('How faces become names here.')});
  loading(body, async () => (await get('/system', {}, {signal})).data, draw, {signal});
}
