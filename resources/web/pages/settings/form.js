// Forms made of a table of fields. What was typed stays whatever happens: a refusal stands above the buttons, and where somebody
// else changed the record meanwhile, both versions are shown and the person chooses.

import {conflict} from '../../lib/conflict.js';
import {h} from '../../lib/dom.js';
import {problemOf} from '../../lib/ui.js';
import {t} from '../../lib/words.js';

let made = 0;

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
export const weekdayName = day => ({monday: t('Monday'), tuesday: t('Tuesday'), wednesday: t('Wednesday'), thursday: t('Thursday'),
                                    friday: t('Friday'), saturday: t('Saturday'), sunday: t('Sunday')})[day];
export const weekdayShort = day => ({monday: t('Mon'), tuesday: t('Tue'), wednesday: t('Wed'), thursday: t('Thu'), friday: t('Fri'), saturday: t('Sat'), sunday: t('Sun')})[day];
export const allWeekdays = weekdays;

// A control is {element, read(), write(value)}.
const plain = (input, read = () => input.value, write = value => { input.value = value ?? ''; }) => ({element: input, read, write});

function checks(options, legend, onchange) {
  const boxes = options.map(([value, text]) => [value, h('input', {type: 'checkbox', value, onchange}), text]);
  const element = h('fieldset', {class: 'checks'}, h('legend', {}, legend), ...boxes.map(([, box, text]) => h('label', {}, box, ' ', text)));
  return {element, read: () => boxes.filter(([, box]) => box.checked).map(([value]) => value),
          write: values => boxes.forEach(([value, box]) => { box.checked = (values ?? []).includes(value); }), isSet: true};
}

function controlOf(field, onchange) {
  const common = {id: field.id, name: field.name, required: field.required ?? false, oninput: onchange};
  switch (field.type) {
  case 'number':
    return plain(h('input', {...common, type: 'number', min: field.min ?? 0, max: field.max, step: field.step ?? 1, inputmode: 'numeric'}));
  case 'checkbox': {
    const box = h('input', {...common, required: false, type: 'checkbox'});
    return plain(box, () => box.checked, value => { box.checked = value === true; });
  }
  case 'select':
    return plain(h('select', {...common, onchange}, ...field.options.map(([value, text]) => h('option', {value}, text))));
  case 'textarea':
    return plain(h('textarea', {...common, rows: 3, maxlength: field.maxlength}));
  case 'checks':
    return checks(field.options, field.label, onchange);
  case 'weekdays':
    return checks(weekdays.map(day => [day, weekdayShort(day)]), field.label, onchange);
  case 'custom':
    return field.make(onchange);
  default:
    return plain(h('input', {...common, type: field.type ?? 'text', maxlength: field.maxlength, autocomplete: field.autocomplete ?? 'off', spellcheck: 'false',
                             placeholder: field.placeholder}));
  }
}

// The JSON value of what a control holds: numbers as numbers, empty times and days as null.
function valueOf(field, control) {
  const value = control.read();
  if (field.type === 'number')
    return value === '' ? null : Number(value);
  if ((field.type === 'date' || field.type === 'datetime-local') && value === '')
    return null;
  return typeof value === 'string' && field.type !== 'password' ? value.trim() : value;
}

// Members of objects come in any order.
const sorted = value => (Array.isArray(value) ? value.map(sorted) : value && typeof value === 'object' ? Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])])) : value ?? null);
const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

// The browser's checks in our own words.
function wrongWith(input) {
  const {validity} = input;
  if (validity.valid)
    return null;
  if (validity.valueMissing)
    return t('Something is missing here.');
  if (validity.rangeUnderflow || validity.rangeOverflow)
    return input.type === 'number' && input.max ? t('A number from {min} to {max}.', {min: Number(input.min), max: Number(input.max)}) : t('This is out of range.');
  return validity.typeMismatch ? t('An address such as https://example.org/hook.') : t('This cannot be read.');
}

function wrap(field, control) {
  const hint = field.hint ? h('small', {id: `${field.id}-hint`}, field.hint) : null;
  const wrong = h('small', {class: 'wrong', id: `${field.id}-wrong`, hidden: true});
  const parts = [hint, wrong].filter(Boolean);
  if (control.isSet)
    return h('div', {class: 'field'}, control.element, ...parts);
  control.element.setAttribute?.('aria-describedby', parts.map(part => part.id).join(' '));
  const label = h('label', {for: field.id}, field.label);
  return h('div', {class: ['field', field.type === 'checkbox' ? 'check' : '', field.half ? 'half' : ''].join(' ').trim()}, ...(field.type === 'checkbox' ? [control.element, label] : [label, control.element]), ...parts);
}

// Shows who wrote what, field by field, and gives the choice back.
function conflictNotice(fields, mine, theirs, choose) {
  const rows = fields.filter(field => !same(mine[field.name], theirs[field.name]))
    .map(field => ({label: field.called ?? field.label, theirs: said(field, theirs[field.name]), mine: said(field, mine[field.name])}));
  const notice = conflict({text: t('Somebody else changed this in the meantime. Nothing was overwritten, and what you entered is still here.'), rows});
  notice.append(h('p', {class: 'row wrap'}, h('button', {type: 'button', onclick: () => choose('theirs')}, t('Take theirs')), h('button', {type: 'button', onclick: () => choose('mine')}, t('Save mine instead'))));
  return notice;
}

// A value as the form says it: what can be chosen by its words, not its ids.
function said(field, value) {
  const wordOf = one => field.options.find(([each]) => each === one)?.[1] ?? one;
  return field.show?.(value) ?? text(!field.options ? value : Array.isArray(value) ? value.map(wordOf) : wordOf(value));
}

function text(value) {
  if (value === null || value === undefined || value === '')
    return '–';
  if (typeof value === 'boolean')
    return value ? t('yes') : t('no');
  if (Array.isArray(value))
    return value.map(one => (weekdays.includes(one) ? weekdayShort(one) : typeof one === 'object' ? Object.values(one).filter(part => typeof part === 'string').join('–') : one)).join(', ') || '–';
  return typeof value === 'object' ? Object.values(value).join(' ') : String(value);
}

// `save(values, etag)` does it; `reread()` gives {values, etag} as they are now. `done(result)` after it worked. `within`: the form element that
// this becomes the inside of (a dialog's); without, it is a form of its own.
export function makeForm({within = null, signal, fields, values = {}, etag = null, save, reread, done, saveText = t('Save'), cancel, validate}) {
  let tag = etag;
  const notice = h('div', {class: 'notice', 'aria-live': 'assertive'});
  const entries = fields.map(field => {
    const one = {...field, id: `field-${++made}`};
    const control = controlOf(one, () => { markWrong(entry, null); changed(); });
    const entry = {field: one, control, element: null};
    control.write(values[field.name] ?? field.value);
    entry.element = field.type === 'heading' ? h('h3', {}, field.label) : wrap(one, control);
    return entry;
  });
  const read = () => Object.fromEntries(entries.filter(({field}) => field.type !== 'heading').map(({field, control}) => [field.name, valueOf(field, control)]));
  const changed = () => {
    const now = read();
    for (const {field, element} of entries)
      element.hidden = field.when ? !field.when(now) : false;
  };
  const markWrong = (entry, why) => {
    const place = entry.element?.querySelector('.wrong');
    if (!place)
      return;
    place.textContent = why ?? '';
    place.hidden = !why;
    const control = entry.control.element;
    (control.matches('input, select, textarea') ? control : control.querySelector('input'))?.setAttribute('aria-invalid', String(Boolean(why)));
  };
  const submit = h('button', {type: 'submit', class: 'primary'}, saveText);
  const footer = h('footer', {class: 'buttons'}, cancel ? h('button', {type: 'button', onclick: cancel}, t('Cancel')) : null, submit);
  const element = h(within ? 'div' : 'form', {class: 'form', novalidate: within ? null : true}, entries.map(entry => entry.element), notice, within ? null : footer);
  within?.append(footer);

  // The browser's own checks, said beside the field; the first wrong one gets the focus.
  const isSound = now => {
    const problems = validate?.(now) ?? {};
    let first = null;
    for (const entry of entries) {
      const input = entry.control.element.matches?.('input,select,textarea') ? entry.control.element : null;
      const why = entry.element.hidden ? null : problems[entry.field.name] ?? (input && wrongWith(input));
      markWrong(entry, why);
      first ??= why ? entry : null;
    }
    (first?.control.element.matches('input,select,textarea') ? first.control.element : first?.control.element.querySelector('input,select,button'))?.focus();
    return !first;
  };

  async function askAgain() {
    const now = await reread();
    tag = now.etag;
    notice.replaceChildren(conflictNotice(entries.map(({field}) => field).filter(field => field.type !== 'heading'), read(), now.values, choice => {
      notice.replaceChildren();
      if (choice === 'mine')
        return send();
      entries.forEach(({field, control}) => control.write(now.values[field.name]));
      changed();
      submit.focus();
    }));
    notice.querySelector('button')?.focus();
  }

  async function send() {
    const now = read();
    if (!isSound(now))
      return;
    submit.disabled = true;
    element.setAttribute('aria-busy', 'true');
    notice.replaceChildren();
    try {
      const result = await save(now, tag);
      done?.(result);
    } catch (error) {
      if (error?.name === 'AbortError')
        return;
      if (error?.status === 412 && reread)
        await askAgain().catch(again => notice.replaceChildren(h('p', {class: 'problem', role: 'alert'}, problemOf(again))));
      else
        notice.replaceChildren(h('p', {class: 'problem', role: 'alert'}, problemOf(error)));
    } finally {
      submit.disabled = false;
      element.removeAttribute('aria-busy');
    }
  }
  (within ?? element).addEventListener('submit', event => {
    event.preventDefault();
    send();
  }, {signal});
  changed();
  return {element, read, focus: () => element.querySelector('input,select,textarea')?.focus()};
}
