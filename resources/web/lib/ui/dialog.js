// Dialogs: the browser's own <dialog>, so that the rest of the page is out of reach, Escape closes and focus goes back.
import {fill, h, icon, uniqueId} from '../dom.js';
import {t} from '../words.js';
import {busy, button, field, problemOf} from './form.js';

// dialog({title, body, actions: [{label, primary, danger, value, act}], wide, stays, onClose}) → {element, close(value), closed: Promise of the value}.
// An action closes the dialog with its `value` (its label where absent) once `act` is through; what `act` throws is shown and the dialog
// stays. Closed otherwise, the value is null; so it is where another page is gone to, unless it `stays`. The first primary action is what Enter does.
export function dialog({title, body, actions = [], wide = false, stays = false, onClose}) {
  const titleId = uniqueId('dialog');
  const problem = h('p', {class: 'problem', role: 'alert', hidden: true});
  let value = null;
  const close = chosen => {
    value = chosen ?? null;
    element.close();
  };
  const run = (action, pressed) => attempt(problem, pressed, async () => {
    await action.act?.();
    close(action.value ?? action.label);
  });
  const first = actions.find(action => action.primary || action.danger);
  const buttons = actions.map(action => button(action.label, {
    kind: action.danger ? 'danger' : action.primary ? 'primary' : '', type: action === first ? 'submit' : 'button',
    onclick: action === first ? undefined : event => run(action, event.currentTarget)}));
  const form = h('form', {method: 'dialog', novalidate: true, onsubmit: event => {
    event.preventDefault();
    if (first && form.reportValidity())
      run(first, event.submitter ?? buttons[actions.indexOf(first)]);
  }},
  h('header', {}, h('h2', {id: titleId}, title),
    h('button', {type: 'button', class: 'quiet square', 'aria-label': t('Close'), onclick: () => close()}, icon('close'))),
  h('div', {class: 'body'}, body, problem),
  actions.length ? h('footer', {}, buttons) : null);
  const element = h('dialog', {class: wide ? 'dialog wide' : 'dialog', 'aria-labelledby': titleId}, form);
  const leave = () => close();
  if (!stays)
    addEventListener('hashchange', leave);
  const closed = new Promise(resolve => element.addEventListener('close', () => {
    removeEventListener('hashchange', leave);
    element.remove();
    onClose?.(value);
    resolve(value);
  }));
  document.body.append(element);
  element.showModal();
  (element.querySelector('[autofocus]') ?? element.querySelector('.body :is(input, select, textarea)'))?.focus();
  return {element, close, closed};
}

async function attempt(problem, pressed, work) {
  problem.hidden = true;
  try {
    await busy(pressed, work);
  } catch (error) {
    fill(problem, problemOf(error));
    problem.hidden = false;
  }
}

// Asks for the name of what goes before it goes. True when it went: await confirmByName({title, text, name, action: 'Erase', act}).
export async function confirmByName({title, text, name, action, act}) {
  const input = h('input', {type: 'text', autocomplete: 'off', spellcheck: 'false', autofocus: true});
  const asked = dialog({title, body: [h('p', {}, text), field(t('Type “{name}” to go on', {name}), input)], actions: [
    {label: t('Cancel'), value: false},
    {label: action, danger: true, value: true, act}]});
  const confirm = asked.element.querySelector('button.danger');
  // Letters may be composed otherwise than they were entered; what only says in which direction is read comes along when the name is copied.
  const plain = text => text.normalize().replace(/[\u200e\u200f\u2066-\u2069]/g, '').replace(/\s+/g, ' ').trim();
  const compare = () => { confirm.disabled = plain(input.value) !== plain(name); };
  input.addEventListener('input', compare);
  compare();
  return await asked.closed === true;
}
