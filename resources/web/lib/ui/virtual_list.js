// A list of which only what is seen is in the document: ten thousand rows scroll like ten.
import {h, uniqueId} from '../dom.js';

const margin = 6;  // rows beyond the edges

// virtualList({label, items, rowHeight, row(item, index), key(item), onOpen(item), role}) → {element, update(items), scrollTo(index)}.
// Rows are of one height and are kept while their item stays the same object. The element scrolls: give it a height. Arrows, Home and
// End, Page up and down go through it, Enter opens.
export function virtualList({label, items, rowHeight, row, key = item => item.id, onOpen}) {
  const inner = h('div', {class: 'rows', role: 'presentation'});
  const element = h('div', {class: 'virtual-list', role: 'listbox', 'aria-label': label, tabindex: '0'}, inner);
  let all = items;
  let chosen = -1;
  let frame = 0;
  const made = new Map();  // key → {item, element}

  function rowOf(item, index) {
    const name = key(item);
    const had = made.get(name);
    if (had?.item === item)
      return had.element;
    const built = row(item, index);
    built.setAttribute('role', 'option');
    built.id ||= uniqueId('row');
    if (had)
      had.element.replaceWith(built);
    made.set(name, {item, element: built});
    return built;
  }

  // Only what is another than before is written: every write costs style and layout, sixty times a second.
  function place(shown, index) {
    const was = shown.dataset;
    if (was.index !== String(index)) {
      shown.style.transform = `translateY(${index * rowHeight}px)`;
      shown.style.height = `${rowHeight}px`;
      was.index = index;
      shown.setAttribute('aria-posinset', index + 1);
    }
    if (shown.getAttribute('aria-setsize') !== String(all.length))
      shown.setAttribute('aria-setsize', all.length);
    if (shown.getAttribute('aria-selected') !== String(index === chosen))
      shown.setAttribute('aria-selected', String(index === chosen));
  }

  function draw() {
    frame = 0;
    const height = `${all.length * rowHeight}px`;
    if (inner.style.height !== height)
      inner.style.height = height;
    const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - margin);
    const last = Math.min(all.length, Math.ceil((element.scrollTop + (element.clientHeight || 600)) / rowHeight) + margin);
    const seen = new Set();
    for (let index = first; index < last; ++index) {
      const shown = rowOf(all[index], index);
      seen.add(shown);
      place(shown, index);
      if (shown.parentElement !== inner)
        inner.append(shown);
    }
    for (const [name, {element: old}] of made) {
      if (!seen.has(old)) {
        old.remove();
        made.delete(name);
      }
    }
    element.setAttribute('aria-activedescendant', inner.querySelector('[aria-selected=true]')?.id ?? '');
  }
  const later = () => { frame ||= requestAnimationFrame(draw); };

  function choose(index) {
    chosen = Math.max(0, Math.min(all.length - 1, index));
    scrollTo(chosen);
    draw();
  }
  function scrollTo(index) {
    const top = index * rowHeight;
    if (top < element.scrollTop)
      element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowHeight - element.clientHeight;
  }

  element.addEventListener('scroll', later, {passive: true});
  element.addEventListener('click', event => {
    const hit = event.target.closest('[data-index]');
    if (!hit || event.target.closest('button, a, input, select'))
      return;
    choose(Number(hit.dataset.index));
    onOpen?.(all[chosen]);
  });
  element.addEventListener('keydown', event => {
    const page = Math.max(1, Math.floor(element.clientHeight / rowHeight) - 1);
    const target = {ArrowDown: chosen + 1, ArrowUp: chosen - 1, PageDown: chosen + page, PageUp: chosen - page, Home: 0, End: all.length - 1}[event.key];
    if (event.target !== element || !all.length)
      return;
    if (target !== undefined)
      choose(target);
    else if (event.key === 'Enter' && chosen >= 0)
      onOpen?.(all[chosen]);
    else
      return;
    event.preventDefault();
  });
  new ResizeObserver(later).observe(element);
  draw();
  return {element, scrollTo, update(changed) {
    // The chosen item stays chosen, wherever it is now.
    const name = chosen >= 0 && all[chosen] ? key(all[chosen]) : null;
    all = changed;
    chosen = name === null ? -1 : all[chosen] && key(all[chosen]) === name ? chosen : all.findIndex(item => key(item) === name);
    draw();
  }};
}
