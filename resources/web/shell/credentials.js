// The form of a name and a password, with what went wrong under it; too many tries count down.
import {fill, h} from '../lib/dom.js';
import {busy, button, field, problemOf} from '../lib/ui/form.js';
import {t} from '../lib/words.js';

// credentialsForm({fields: [elements before the password], password, label, send: async () => …})
export function credentialsForm({fields, label, send}) {
  const problem = h('p', {class: 'problem', role: 'alert', hidden: true});
  const pressed = button(label, {kind: 'primary', type: 'submit'});
  const form = h('form', {novalidate: true, onsubmit: async event => {
    event.preventDefault();
    problem.hidden = true;
    try {
      await busy(pressed, send);
    } catch (error) {
      say(problem, pressed, error);
      form.querySelector('input[type=password]')?.select();
    }
  }}, fields, problem, pressed);
  return form;
}

function say(problem, pressed, error) {
  problem.hidden = false;
  if (error.status !== 429 || !error.retryAfter) {
    fill(problem, problemOf(error));
    return;
  }
  const until = Date.now() + error.retryAfter * 1000;
  pressed.disabled = true;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    pressed.disabled = left > 0;
    problem.hidden = left <= 0;
    fill(problem, t('Too many tries. Sign in again in {seconds} s.', {seconds: left}));
    if (left > 0 && problem.isConnected)
      setTimeout(tick, 250);
  };
  tick();
}

export const nameField = (value = '') => field(t('Name'), h('input', {type: 'text', name: 'username', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', required: true, value}));

export function passwordField(label, autocomplete, hint) {
  return field(label, h('input', {type: 'password', name: 'password', autocomplete, required: true}), {hint});
}
export const inputOf = element => element.querySelector('input');
