// What is known of a person, changed only as it was read: where somebody else was quicker, both are shown and the form stays.
import {ApiError, get, patch} from '../../lib/api.js';
import {conflict} from '../../lib/conflict.js';
import {fill, h} from '../../lib/dom.js';
import {dialog, field, toast} from '../../lib/ui.js';
import {date, t} from '../../lib/words.js';

const texts = () => ({name: t('Name'), externalId: t('Number in payroll'), groups: t('Groups'), validFrom: t('First day'), validUntil: t('Last day'), consentDate: t('Consent on'), consentBy: t('Consent noted by'), consentWithdrawn: t('Consent withdrawn on')});

// What the form has of a person: texts alone.
const formOf = person => ({name: person.name, externalId: person.externalId ?? '', groups: person.groups.join(', '), validFrom: person.validFrom ?? '', validUntil: person.validUntil ?? '',
  consentDate: person.consent?.date ?? '', consentBy: person.consent?.by ?? '', consentWithdrawn: person.consent?.withdrawn ?? ''});

// edit({person, etag}) → true once it was changed.
export async function edit({person, etag}) {
  const path = `/people/${encodeURIComponent(person.id)}`;
  const before = formOf(person);
  const day = value => h('input', {type: 'date', value});
  const text = (value, most) => h('input', {type: 'text', value, maxlength: most, autocomplete: 'off'});
  const controls = {name: text(before.name, 200), externalId: text(before.externalId, 64), groups: text(before.groups), validFrom: day(before.validFrom), validUntil: day(before.validUntil),
    consentDate: day(before.consentDate), consentBy: text(before.consentBy, 200), consentWithdrawn: day(before.consentWithdrawn)};
  const words = texts();
  const fields = Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, field(words[name], control,
    name === 'groups' ? {hint: t('Separated by commas')} : name === 'validUntil' ? {hint: t('Outside these days cameras do not recognise this person.')} : {})]));
  const trouble = h('div', {class: 'trouble'});
  let tag = etag;
  let base = before;

  const now = () => Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.value.trim()]));
  const changed = form => Object.keys(form).filter(name => form[name] !== base[name]);
  const save = async () => {
    const form = now();
    fields.name.problem(form.name ? '' : t('Enter the name.'));
    fields.consentDate.problem(form.consentDate || !(form.consentBy || form.consentWithdrawn) ? '' : t('Enter the day of the consent too.'));
    fields.validUntil.problem(form.validFrom && form.validUntil && form.validUntil < form.validFrom ? t('The last day is before the first.') : '');
    if (Object.values(fields).some(one => one.classList.contains('wrong')))
      throw new ApiError({detail: t('Something is missing.')});
    try {
      await patch(path, bodyOf(form, changed(form)), {ifMatch: tag});
    } catch (error) {
      if (error.status !== 412)
        throw error;
      await showBoth(form);
      throw new ApiError({status: 412, detail: t('Not saved yet.')});
    }
  };
  const showBoth = async form => {
    const {data, etag: newest} = await get(path);
    const theirs = formOf(data);
    const rows = Object.keys(form).filter(name => theirs[name] !== base[name]);
    fill(trouble, conflict({text: t('Somebody else changed this person in the meantime. Yours is not saved. What you did not touch now shows theirs; save again to keep yours in the rest.'),
      rows: rows.map(name => ({label: words[name], theirs: shown(name, theirs[name]), mine: shown(name, form[name])}))}));
    for (const name of rows) {
      if (form[name] === base[name])
        controls[name].value = theirs[name];
    }
    tag = newest;
    base = theirs;
  };

  const asked = dialog({title: t('Details of {name}', {name: person.name}), wide: true, body: [trouble, h('div', {class: 'form-grid'}, Object.values(fields))],
    actions: [{label: t('Cancel'), value: false}, {label: t('Save'), primary: true, value: true, act: save}]});
  const isSaved = await asked.closed === true;
  if (isSaved)
    toast(t('Saved'));
  return isSaved;
}

const shown = (name, value) => value && /Day$|^valid|Date$|Withdrawn$/.test(name) ? date(`${value}T12:00:00Z`) : value;

// A merge patch of what changed; consent goes as a whole.
function bodyOf(form, names) {
  const body = {};
  for (const name of names) {
    if (name === 'groups')
      body.groups = form.groups.split(',').map(text => text.trim()).filter(Boolean);
    else if (!name.startsWith('consent'))
      body[name] = form[name] || null;
  }
  if (names.some(name => name.startsWith('consent')))
    body.consent = form.consentDate ? {date: form.consentDate, by: form.consentBy || '–', withdrawn: form.consentWithdrawn || null} : null;
  return body;
}

// A PIN is set or taken away; it is never shown again.
export async function changePin({person, etag}) {
  const box = h('input', {type: 'password', inputmode: 'numeric', pattern: '[0-9]{4,12}', autocomplete: 'new-password', maxlength: 12});
  const boxField = field(t('New PIN'), box, {hint: t('4 to 12 digits. It is kept so that nobody can read it, not even here.')});
  const send = pin => patch(`/people/${encodeURIComponent(person.id)}`, {pin}, {ifMatch: etag});
  const asked = dialog({title: t('PIN of {name}', {name: person.name}), body: [h('p', {}, person.hasPin ? t('There is a PIN. A new one takes its place.') : t('With a PIN this person can check in at a terminal without a camera.')), boxField],
    actions: [{label: t('Cancel'), value: false}, ...person.hasPin ? [{label: t('Remove the PIN'), value: 'removed', act: () => send(null)}] : [], {label: t('Save'), primary: true, value: 'set', act: async () => {
      boxField.problem(/^\d{4,12}$/.test(box.value) ? '' : t('4 to 12 digits'));
      if (!/^\d{4,12}$/.test(box.value))
        throw new ApiError({detail: t('Enter 4 to 12 digits.')});
      await send(box.value);
    }}]});
  const done = await asked.closed;
  if (done)
    toast(done === 'set' ? t('The PIN is set') : t('The PIN is removed'));
  return Boolean(done);
}
