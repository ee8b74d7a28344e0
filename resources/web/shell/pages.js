// Shows the page that the address names: its module and words come when they are first wanted.
import {fill, h} from '../lib/dom.js';
import {href, parse} from '../lib/route.js';
import {empty, error, loading} from '../lib/ui/states.js';
import {loadWords, t} from '../lib/words.js';
import {places, visiblePlaces} from './places.js';

// A page's module exports `title` (an English sentence, or a function of {parts, query} that gives one in the language) and
// show(host, {parts, query, signal}), which may be async; whatever it begins ends with the signal. Where show gives back {update(context)}, that is
// called instead when only what follows the page's name in the address has changed.
export class Pages {
  #main;
  #frame;
  #shown = null;
  #current = null;  // {page, module, update} of what is shown
  #first = true;

  constructor(main, frame) {
    this.#main = main;
    this.#frame = frame;
  }

  async show() {
    if (this.#current?.update && this.#current.page === parse().page) {
      const context = {...parse(), signal: this.#current.signal};
      nameWindow(this.#current.module, context);
      this.#current.update(context);
      return;
    }
    this.#current = null;
    this.#shown?.abort();
    const ending = this.#shown = new AbortController();
    const signal = AbortSignal.any([ending.signal, this.#frame]);
    const {page, parts, query} = parse();
    const host = h('div', {class: `view view-${page}`}, loading());
    fill(this.#main, host);
    this.#main.scrollTop = 0;
    if (!this.#first)
      this.#main.focus({preventScroll: true});
    this.#first = false;
    try {
      await this.#fill(host, page, {parts, query, signal});
    } catch (problem) {
      if (!signal.aborted)
        fill(host, error(problem.name === 'ApiError' ? problem : brokenPage(problem), () => this.show()));
    }
  }

  async #fill(host, page, context) {
    const {signal} = context;
    if (!visiblePlaces().some(place => place.page === page))
      return this.#refuse(host, page);
    const [module] = await Promise.all([import(`../pages/${page}.js`), loadWords(page)]);
    if (signal.aborted)
      return;
    nameWindow(module, context);
    fill(host);
    const shown = await module.show(host, context);
    if (!signal.aborted)
      this.#current = {page, module, signal, update: shown?.update};
  }

  #refuse(host, page) {
    const isKnown = places.some(place => place.page === page);
    document.title = 'Rollcall';
    fill(host, empty({icon: isKnown ? 'key' : 'search', title: isKnown ? t('This account may not see this') : t('There is no such page'),
      text: isKnown ? t('Ask an administrator for the right, or sign in with another account.') : t('The address may be of an older version.'),
      action: h('a', {class: 'button', href: href(visiblePlaces()[0]?.page ?? 'settings')}, t('Go to the start'))}));
  }
}

function nameWindow(module, context) {
  document.title = `${typeof module.title === 'function' ? module.title(context) : t(module.title)} – Rollcall`;
}

function brokenPage(problem) {
  console.error(problem);
  return Object.assign(new Error('This page could not be loaded. Try again; if that does not help, load the whole page anew.'), {name: 'ApiError', cause: problem});
}
