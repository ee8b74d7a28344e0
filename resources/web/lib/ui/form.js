// Buttons, fields, and what went wrong with them.
import {h, icon, uniqueId} from '../dom.js';
import {said} from '../server_words.js';
import {t} from '../words.js';

// button('Save', {kind: 'primary' | 'danger' | 'quiet' | '', icon: 'check', onclick, …attributes})
export function button(label, {kind = '', icon: name, type = 'button', ...props} = {}) {
  return h('button', {type, class: kind, ...props}, name ? icon(name) : null, label ? h('span', {}, label) : null);
}

// A label over its control, with a hint or what is wrong below: field('Name', input, {hint}). `.problem(text)` says what is wrong, '' takes it back.
export function field(label, control, {hint} = {}) {
  control.id ||= uniqueId('field');
  const note = h('p', {class: 'hint', id: uniqueId('hint'), hidden: !hint}, hint);
  control.setAttribute('aria-describedby', note.id);
  const element = h('div', {class: 'field'}, h('label', {for: control.id}, label), control, note);
  element.problem = text => {
    note.textContent = text || hint || '';
    note.hidden = !note.textContent;
    element.classList.toggle('wrong', Boolean(text));
    control.setAttribute('aria-invalid', String(Boolean(text)));
  };
  return element;
}

// While the work goes on its button turns and cannot be pressed again.
export async function busy(pressed, work) {
  if (!pressed || pressed.getAttribute('aria-busy') === 'true')
    return pressed ? undefined : work();
  pressed.setAttribute('aria-busy', 'true');
  pressed.disabled = true;
  try {
    return await work();
  } finally {
    pressed.removeAttribute('aria-busy');
    pressed.disabled = false;
  }
}

// What an error says to the person who reads it.
export function problemOf(error) {
  if (error?.name !== 'ApiError')
    reportError(error);
  const sentence = said(error?.message || 'Something went wrong in this page. Load it again.');
  return error?.retryAfter ? `${sentence} ${t('Try again in {seconds} s.', {seconds: error.retryAfter})}` : sentence;
}
