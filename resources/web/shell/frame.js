// Rail, top bar, and the place where pages are shown.
import {fill, h, icon} from '../lib/dom.js';
import * as events from '../lib/events.js';
import {href, parse} from '../lib/route.js';
import * as session from '../lib/session.js';
import {number, t, time} from '../lib/words.js';
import {accountButton, bell} from './account.js';
import {badgeOf, onBadge, visiblePlaces} from './places.js';
import {Pages} from './pages.js';
import {searchBox} from './search.js';

export function frame(app, signal) {
  const main = h('main', {class: 'page', id: 'main', tabindex: '-1'});
  const site = session.current().site?.name || t('Rollcall');
  const pages = new Pages(main, signal);
  fill(app,
    h('a', {class: 'skip', href: '#main', onclick: event => { event.preventDefault(); main.focus(); }}, t('Go to the content')),
    h('div', {class: 'shell'}, rail(signal),
      h('header', {class: 'top'}, h('span', {class: 'site', title: site}, site), searchBox(signal), bell(signal), accountButton()),
      notice(signal), main));
  const follow = () => {
    if (!parse().page)
      history.replaceState(null, '', href(visiblePlaces()[0]?.page ?? 'settings'));
    markPlace(app);
    pages.show();
  };
  addEventListener('hashchange', follow, {signal});
  follow();
}

function rail(signal) {
  const entries = visiblePlaces().map(place => {
    const count = h('span', {class: 'count', hidden: true});
    const link = h('a', {class: 'place', href: href(place.page), dataset: {page: place.page}}, icon(place.page), h('span', {class: 'word'}, t(place.label)), count);
    const tell = waiting => {
      count.hidden = !waiting;
      count.textContent = waiting > 99 ? '99+' : number(waiting);
    };
    onBadge((page, waiting) => page === place.page && tell(waiting), {signal});
    tell(badgeOf(place.page));
    return h('li', {}, link);
  });
  return h('nav', {class: 'rail', 'aria-label': t('Places')},
    h('a', {class: 'brand', href: '#/'}, h('img', {src: '/web/icon.svg', alt: '', width: 22, height: 22}), 'Rollcall'),
    h('ul', {}, entries));
}

function markPlace(app) {
  const {page} = parse();
  for (const link of app.querySelectorAll('.rail .place')) {
    if (link.dataset.page === page)
      link.setAttribute('aria-current', 'page');
    else
      link.removeAttribute('aria-current');
  }
}

// Above the page: the server is away, or nobody has set it up yet.
function notice(signal) {
  // The icons are there from the beginning: a server that is away gives none.
  const offlineIcon = icon('offline');
  const infoIcon = icon('info');
  const words = h('span');
  const element = h('div', {class: 'banner', role: 'status', hidden: true}, offlineIcon, infoIcon, words);
  let lost = null;
  const draw = () => {
    const isOffline = events.state() === 'offline';
    lost = isOffline ? lost ?? new Date() : null;
    element.hidden = !isOffline && !session.current().setUpNeeded;
    element.classList.toggle('bad', isOffline);
    offlineIcon.style.display = isOffline ? '' : 'none';
    infoIcon.style.display = isOffline ? 'none' : '';
    if (isOffline)
      fill(words, t('The server does not answer since {time}. What is shown may be old; this page tries again by itself.', {time: time(lost)}));
    else
      fill(words, t('There is no account yet: whoever sits at this machine may do everything.'), ' ', h('a', {href: '#/set-up'}, t('Make the first account')));
  };
  events.on('state', draw, {signal});
  draw();
  return element;
}
