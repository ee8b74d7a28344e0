// People: everybody who is enrolled, one of them, and those who wait for approval.
import {fill, h} from '../lib/dom.js';
import {go, setQuery} from '../lib/route.js';
import {may} from '../lib/session.js';
import {button, states} from '../lib/ui.js';
import {loadWords, t} from '../lib/words.js';
import {enrolAndShow} from './people/enrol.js';
import {showPerson} from './people/person.js';
import {showRequests, waitingLine} from './people/requests.js';
import {peopleTable} from './people/table.js';

export const title = 'People';

export async function show(host, {parts, query, signal}) {
  // The register's words are on a person's page too.
  await Promise.all([loadWords('today'), loadWords('enrol')]);
  if (signal.aborted)
    return;
  if (!may('view-people'))
    return void fill(host, states.empty({icon: 'people', title: t('People are not for this account'), text: t('Your account is limited to some cameras. Live shows them.'), action: {label: t('Go to Live'), act: () => go('live')}}));
  if (parts[0] === 'requests' && may('manage-enrolments'))
    return showRequests(host, {signal});
  if (parts[0])
    return showPerson(host, {id: parts[0], signal});
  return showTable(host, {query, signal});
}

async function showTable(host, {query, signal}) {
  const table = peopleTable({query, signal, onEnrol: enrolAndShow});
  const add = may('manage-people') ? button(t('Enrol a person'), {kind: 'primary', icon: 'plus', onclick: enrolAndShow}) : null;
  fill(host, h('div', {class: 'people'}, h('div', {class: 'head'}, h('h1', {}, t('People')), h('div', {class: 'tools'}, add)), may('manage-enrolments') ? waitingLine(signal) : null, table.element));
  if (query.enrol && may('manage-people')) {
    setQuery({enrol: null});
    enrolAndShow();
  }
  await table.load();
}

