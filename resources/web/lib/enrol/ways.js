// The ways to give photos, as tabs. What was given in one of them stays while another is looked at; a camera is on only while it is shown.
import {fill} from '../dom.js';
import {t} from '../words.js';
import {tabs} from '../ui.js';

// photoWays({items: [{value, label, make}], onchange}) → an element; `make()` gives a way, with photos() where it gives any, start(), stop() and discard() where it has
// them. `.chosen()` is the one that is shown; discard() ends all of them.
export function photoWays({items, onchange}) {
  const made = new Map();
  let chosen = null;
  const show = ({value, make}) => panel => {
    chosen?.stop?.();
    const had = made.get(value);
    chosen = had ?? make();
    made.set(value, chosen);
    fill(panel, chosen);
    if (had)
      chosen.start?.();
    onchange();
  };
  const element = tabs({label: t('How'), selected: items[0].value, items: items.map(item => ({value: item.value, label: item.label, show: show(item)}))});
  return Object.assign(element, {
    chosen: () => chosen,
    discard: () => made.forEach(way => way.discard ? way.discard() : way.stop?.()),
  });
}
