// What can be said about an unknown face, and how it is taken back. Becoming a person cannot be taken back on the server, so it is told to it ten seconds
// later; the rest is told at once and restored.
import {get, post} from '../../lib/api.js';
import {deferred} from '../../lib/deferred.js';
import {reasonText} from '../../lib/enrol/words.js';
import {forget} from '../../lib/portrait.js';
import {problemOf, toast} from '../../lib/ui.js';
import {t} from '../../lib/words.js';

const path = face => `/unknown-faces/${encodeURIComponent(face.id)}`;

export class Answers {
  #last = [];   // functions that take an answer back, the latest last

  // `onGone(face)`: it is answered; `onDone(face)`: the server has the answer; `onBack(face, {problem, choices})`: it waits again, with what went wrong.
  constructor({signal, onGone, onBack, onDone}) {
    Object.assign(this, {signal, onGone, onBack, onDone});
  }

  // It is this person: {id, name}, or {name} for somebody new.
  assign(face, person, more = {}) {
    this.onGone(face);
    const body = person.id && !person.isNew ? {person: person.id, ...more} : {name: person.name, ...(person.id ? {id: person.id} : {}), ...more};
    const waiting = deferred(person.isNew ? t('{name} is enrolled', {name: person.name}) : t('It is {name}', {name: person.name}), {signal: this.signal, onUndo: () => this.onBack(face, {}),
      act: isClosing => this.#send(face, person, body, isClosing)});
    this.#last.push(() => waiting.undo());
  }

  async #send(face, person, body, isClosing) {
    try {
      const {data} = await post(`${path(face)}/assign`, body, isClosing ? {keepalive: true} : {});
      if (data?.person)
        forget(data.person);
      this.onDone(face);
    } catch (error) {
      this.#failed(face, person, error);
    }
  }

  #failed(face, person, error) {
    const {reason, person: known, score, photoResults = []} = error.problem ?? {};
    const reasons = new Set(photoResults.filter(({used}) => !used).map(one => one.reason === 'somebody-else' ? t('The pictures show somebody else than the photos of {name}.', {name: person.name}) : reasonText(one.reason, one.problem)));
    const choices = reason === 'duplicate' ? {duplicate: {person: known, score, onUse: name => this.assign(face, {id: known, name}), onEnrol: () => this.assign(face, person, {allowDuplicate: true}), ...person.isNew ? {} : {anyway: t('It is {name} anyway', {name: person.name})}}}
      : error.status === 422 ? {withoutPhotos: () => this.assign(face, person, {enrol: false})} : {};
    if (this.signal.aborted)
      toast(problemOf(error), {bad: true});
    else
      this.onBack(face, {problem: reasons.size ? [...reasons].join(' ') : problemOf(error), ...choices});
  }

  visitor(face) { return this.#decide(face, 'visitor', t('A visitor: seen again, it is no news')); }
  dismiss(face) { return this.#decide(face, 'dismiss', t('Dismissed')); }
  restore(face) { return this.#decide(face, 'restore', t('It waits again')); }

  // Taken back from the moment on when it was given: who is quick does not wait for the server.
  async #decide(face, verb, sentence) {
    this.onGone(face);
    const before = {visitor: 'visitor', dismissed: 'dismiss'}[face.state] ?? 'restore';
    const sent = post(`${path(face)}/${verb}`, {});
    const isSent = sent.then(() => true, () => false);
    let close = () => {};
    const undo = async () => {
      this.#drop(entry);
      if (!await isSent)
        return;
      await post(`${path(face)}/${before}`, {});
      close();
      this.onBack(face, {});
    };
    const entry = () => {
      undo().catch(error => toast(problemOf(error), {bad: true}));
      return true;
    };
    this.#last.push(entry);
    try {
      await sent;
    } catch (error) {
      this.#drop(entry);
      return this.onBack(face, {problem: problemOf(error)});
    }
    this.onDone(face);
    close = toast(sentence, {undo});
  }

  // What never happened, or was taken back elsewhere, is not in the way of the answer before it.
  #drop(entry) {
    this.#last = this.#last.filter(one => one !== entry);
  }

  // The latest answer that can be taken back still.
  undo() {
    while (this.#last.length) {
      if (this.#last.pop()())
        return true;
    }
    return false;
  }
}

export const nearestOf = (face, signal) => get(`${path(face)}/nearest`, {}, {signal}).then(({data}) => data.items);
export const seenOf = (face, signal) => get(path(face), {}, {signal}).then(({data}) => data.seen);
