// Schedules: shifts, who works them, and holidays.

import {h} from '../../lib/dom.js';
import {tabs} from '../../lib/ui.js';
import {t} from '../../lib/words.js';
import {showAssignments} from './assignments.js';
import {showHolidays} from './holidays.js';
import {showShifts} from './shifts.js';

export function show(host, {parts, signal}) {
  let panelEnded = null;
  const inTab = part => panel => {
    panelEnded?.abort();
    panelEnded = new AbortController();
    signal.addEventListener('abort', () => panelEnded.abort(), {once: true});
    part(panel, {signal: AbortSignal.any([signal, panelEnded.signal])});
  };
  host.append(h('h2', {class: 'visually-hidden'}, t('Schedules')), tabs({label: t('Schedules'), selected: parts[0] ?? 'shifts', items: [
    {value: 'shifts', label: t('Shifts'), show: inTab(showShifts)},
    {value: 'assignments', label: t('Who works them'), show: inTab(showAssignments)},
    {value: 'holidays', label: t('Holidays'), show: inTab(showHolidays)},
  ], onchange: value => history.replaceState(null, '', `#/settings/schedules/${value}`)}));
}
