// Alerts: what is worth telling at once, and who is told how. What happens now is behind the bell.

import {get, list, post, put} from '../../lib/api.js';
import {fill, h} from '../../lib/dom.js';
import {toast} from '../../lib/ui.js';
import {languages, t} from '../../lib/words.js';
import {makeForm} from './form.js';
import {attempt, button, loading, section} from './parts.js';
import {knownCameras} from './accounts.js';

// [key in the rules, title, what it says, further fields].
const kinds = () => [
  ['late', t('Somebody is late'), t('Their shift has begun and they have not come.'), ['afterMinutes', 'groups']],
  ['absent', t('Somebody is absent'), t('They have not come long after their shift began.'), ['afterMinutes', 'groups']],
  ['unknownFace', t('An unknown face at a door'), t('A face that nobody is known by, at these cameras.'), ['cameras']],
  ['cameraAway', t('A camera is away'), t('A camera that should be here and is not.'), ['afterMinutes', 'cameras']],
  ['register', t('The register is not available'), t('Sightings cannot be written down.'), []],
  ['disk', t('The disk is nearly full'), t('Less than this part of it is free.'), ['freePercent']],
  ['outbox', t('The outbox does not empty'), t('Sightings wait for PostgreSQL for longer than this.'), ['afterMinutes']],
];

function ruleFields(key, rule, {groups, cameras}) {
  const fields = [];
  if ('afterMinutes' in rule)
    fields.push({name: `${key}.afterMinutes`, label: t('After, minutes'), type: 'number', min: 0, max: 1440, required: true, when: now => now[`${key}.on`]});
  if ('freePercent' in rule)
    fields.push({name: `${key}.freePercent`, label: t('Below, percent'), type: 'number', min: 1, max: 50, required: true, when: now => now[`${key}.on`]});
  if ('groups' in rule && groups.length)
    fields.push({name: `${key}.groups`, label: t('Only of these groups (none ticked: of everybody)'), type: 'checks', options: groups.map(group => [group.name, group.name]), when: now => now[`${key}.on`]});
  if ('cameras' in rule && cameras.length)
    fields.push({name: `${key}.cameras`, label: key === 'unknownFace' ? t('At these cameras') : t('Only these cameras (none ticked: all)'), type: 'checks', options: cameras.map(camera => [camera.id, camera.name || camera.id]), when: now => now[`${key}.on`]});
  return fields;
}

function fieldsOf(rules, mailOn, known) {
  const fields = [];
  for (const [key, title, text] of kinds()) {
    const rule = rules[key];
    if (!rule)
      continue;
    const own = [{name: `${key}.on`, label: text, type: 'checkbox', called: title}, ...ruleFields(key, rule, known)];
    if ('mail' in rule)
      own.push({name: `${key}.mail`, label: t('By e-mail too'), type: 'checkbox', half: true, when: now => now[`${key}.on`]});
    if ('webhook' in rule)
      own.push({name: `${key}.webhook`, label: t('By webhook too'), type: 'checkbox', half: true, when: now => now[`${key}.on`]});
    // Every alert has the same fields: on their own they would not say whose they are.
    fields.push({type: 'heading', label: title}, ...own.map(field => ({called: t('{alert}: {what}', {alert: title, what: field.label}), ...field})));
  }
  fields.push({type: 'heading', label: t('E-mail')},
    {name: 'mail.to', label: t('To these addresses, one a line'), type: 'textarea', maxlength: 2000, hint: mailOn ? null : t('This server sends no mail yet: set smtp-url and smtp-from in its settings.')},
    {name: 'mail.language', label: t('In this language'), type: 'select', options: [['', t('that of the server')], ...Object.entries(languages)]});
  return fields;
}

// The rules as one flat table for the form, and back. What the form does not show stays as it was read.
function flat({rules, mail}) {
  const values = {'mail.to': (mail?.to ?? []).join('\n'), 'mail.language': mail?.language ?? ''};
  for (const [key, rule] of Object.entries(rules)) {
    for (const [name, value] of Object.entries(rule))
      values[`${key}.${name}`] = value ?? (name === 'cameras' ? [] : null);
  }
  return values;
}

function deep(values, before) {
  const rules = {};
  for (const [key, rule] of Object.entries(before.rules)) {
    rules[key] = {...rule};
    for (const name of Object.keys(rule)) {
      const value = values[`${key}.${name}`];
      if (value !== undefined)
        rules[key][name] = name === 'cameras' && key !== 'unknownFace' && !value.length ? null : value;
    }
  }
  return {rules, mail: {to: values['mail.to'].split(/[\n,;]/).map(line => line.trim()).filter(Boolean), language: values['mail.language'] || null}};
}

export function show(host, {signal}) {
  const testMail = button(t('Send a test e-mail'), event => attempt(event.currentTarget, async () => {
    await post('/alert-rules/test-mail');
    toast(t('A test e-mail is on its way.'));
  }));
  const body = section(host, {title: t('Alerts'), intro: t('What is worth telling at once, and how. The bell at the top shows what is open.'), actions: [testMail]});
  const load = async () => {
    const [{data, etag}, groups, cameras] = await Promise.all([get('/alert-rules', {}, {signal}), list('/groups', {}, {signal}).first(200), knownCameras(signal)]);
    return {data, etag, groups, cameras};
  };
  loading(body, load, ({data, etag, groups, cameras}) => {
    testMail.disabled = !data.mailOn;
    const place = h('div', {class: 'rules'});
    const draw = (before, tag) => fill(place, makeForm({
      fields: fieldsOf(before.rules, before.mailOn, {groups, cameras}), values: flat(before), etag: tag, saveText: t('Save rules'),
      save: (values, current) => put('/alert-rules', deep(values, before), {ifMatch: current}),
      reread: async () => {
        const now = await get('/alert-rules');
        return {values: flat(now.data), etag: now.etag};
      },
      done: saved => {
        toast(t('The rules are saved.'));
        draw({mailOn: before.mailOn, ...saved.data}, saved.etag);
      },
    }).element);
    draw(data, etag);
    return place;
  }, {signal});
}
