// A panel at the side over a page that stays in reach: the details of a chosen row.
import {h, icon, uniqueId} from '../dom.js';
import {t} from '../words.js';

let open = null;  // one at a time

// sidePanel({title, body, wide, onClose, signal}) → {element, body, close()}. Escape closes it, focus goes back to where it was.
export function sidePanel({title, body, wide = false, onClose, signal}) {
  open?.close();
  const titleId = uniqueId('panel');
  const before = document.activeElement;
  const content = h('div', {class: 'body'}, body);
  const element = h('aside', {class: wide ? 'side-panel wide' : 'side-panel', role: 'dialog', 'aria-labelledby': titleId, tabindex: '-1'},
    h('header', {}, h('h2', {id: titleId}, title),
      h('button', {type: 'button', class: 'quiet square', 'aria-label': t('Close'), onclick: () => panel.close()}, icon('close'))),
    content);
  const escape = event => {
    if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]'))
      panel.close();
  };
  const panel = {element, body: content, close() {
    if (open !== panel)
      return;
    open = null;
    removeEventListener('keydown', escape);
    signal?.removeEventListener('abort', panel.close);
    element.remove();
    if (before?.isConnected)
      before.focus();
    onClose?.();
  }};
  open = panel;
  addEventListener('keydown', escape);
  signal?.addEventListener('abort', panel.close);
  document.body.append(element);
  element.focus();
  return panel;
}
