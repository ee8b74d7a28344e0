// People who sent their own photos and wait for an operator's look.
import {list, post} from '../../lib/api.js';
import {deferred} from '../../lib/deferred.js';
import {fill, h, icon} from '../../lib/dom.js';
import {duplicate} from '../../lib/enrol/duplicate.js';
import * as events from '../../lib/events.js';
import {href} from '../../lib/route.js';
import {busy, button, field, problemOf, states, toast} from '../../lib/ui.js';
import {t, tn, when} from '../../lib/words.js';

const most = 100;

// How many wait; `tell` hears it now and whenever it changes.
export async function watchWaiting(tell, signal) {
  events.on('enrolment-requests', ({waiting}) => tell(waiting), {signal});
  const found = await list('/enrolment-requests', {state: 'waiting'}, {signal}).first(most).catch(() => []);
  if (!signal.aborted)
    tell(found.length);
}

export async function showRequests(host, {signal}) {
  const content = h('div', {class: 'requests'}, states.loading(6));
  const going = new Set();  // refused in ten seconds
  let all = [];
  fill(host, h('div', {class: 'head'}, h('a', {class: 'button quiet square', href: href('people'), 'aria-label': t('Everybody')}, icon('chevron-left')), h('h1', {}, t('Waiting for approval'))), content);

  async function load() {
    try {
      all = await list('/enrolment-requests', {state: 'waiting'}, {signal}).first(most);
      draw();
    } catch (error) {
      if (!signal.aborted)
        fill(content, states.error(error, load));
    }
  }

  function draw() {
    const shown = all.filter(({id}) => !going.has(id));
    fill(content, shown.length ? shown.map(kept) : states.empty({icon: 'people', title: t('Nobody waits'), text: t('Who was invited sends photos and consent with a link; they wait here until somebody has looked at them. Invitations are made in Settings.'),
      action: h('a', {class: 'button', href: href('settings', ['invitations'])}, t('Go to Invitations'))}));
  }

  // A card stays while its request does: somebody may be correcting the name in it.
  const cards = new Map();  // id → {what it says, element}
  function kept(request) {
    const what = JSON.stringify(request);
    if (cards.get(request.id)?.what !== what)
      cards.set(request.id, {what, element: card(request)});
    return cards.get(request.id).element;
  }

  function card(request) {
    const name = h('input', {type: 'text', value: request.name, maxlength: 200, autocomplete: 'off'});
    const trouble = h('div', {class: 'trouble', 'aria-live': 'assertive'});
    const approve = button(t('Approve'), {kind: 'primary', icon: 'check', onclick: () => accept({})});
    const accept = async more => {
      fill(trouble);
      try {
        const named = more.person || name.value.trim() === request.name ? {} : {name: name.value.trim()};
        const {data} = await busy(approve, () => post(`/enrolment-requests/${encodeURIComponent(request.id)}/approve`, {...named, ...more}));
        toast(more.person || request.person ? t('The photos are added') : t('{name} is enrolled', {name: data.name}));
        await load();
      } catch (error) {
        const {reason, person, score} = error.problem ?? {};
        const anyway = more.person || request.person ? t('Somebody else: add the photos anyway') : undefined;
        fill(trouble, reason === 'duplicate' ? duplicate({person, score, onUse: () => accept({person}), onEnrol: () => accept({...more, allowDuplicate: true}), anyway}) : h('p', {class: 'problem', role: 'alert'}, problemOf(error)));
      }
    };
    const about = [request.group ? t('for {group}', {group: request.group}) : '', t('sent {when}', {when: when(request.sentAt)}), request.consent ? t('agreed {when}', {when: when(request.consent.at)}) : ''].filter(Boolean);
    return h('article', {class: 'request'}, h('div', {class: 'request-photos'}, request.photos.map(photo => h('img', {src: photo.href, alt: t('Photo of {name}', {name: request.name}), loading: 'lazy'}))),
      h('div', {class: 'request-about'}, request.person ? h('p', {}, t('More photos of {name}', {name: request.name})) : field(t('Name'), name), h('p', {class: 'soft'}, about.join(' · ')), trouble,
        h('div', {class: 'row'}, approve, button(t('Refuse'), {onclick: () => refuse(request)}))));
  }

  function refuse(request) {
    going.add(request.id);
    draw();
    deferred(t('{name} is refused; the photos are erased', {name: request.name}), {signal, onUndo: () => {
      going.delete(request.id);
      draw();
    }, act: async () => {
      await post(`/enrolment-requests/${encodeURIComponent(request.id)}/refuse`, {}).catch(error => toast(problemOf(error), {bad: true}));
      going.delete(request.id);
      if (!signal.aborted)
        load();
    }});
  }

  events.on('enrolment-requests', () => load(), {signal});
  events.on('back', () => load(), {signal});
  await load();
}

// "3 people wait for approval", above the table.
export function waitingLine(signal) {
  const line = h('p', {class: 'waiting-line', hidden: true});
  watchWaiting(count => {
    line.hidden = !count;
    fill(line, h('a', {href: href('people', ['requests'])}, tn('{count} person waits for approval', '{count} people wait for approval', count)));
  }, signal);
  return line;
}

