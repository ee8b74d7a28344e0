// Self-enrolment: somebody who was invited sends their own photos and consent. Nobody is signed in here; the code of the link is the right.
import {ApiError, get, post} from '../lib/api.js';
import {fill, h, icon} from '../lib/dom.js';
import {photoUpload} from '../lib/enrol/upload.js';
import {photoWays} from '../lib/enrol/ways.js';
import {webcam} from '../lib/enrol/webcam.js';
import {reasonText} from '../lib/enrol/words.js';
import {loadIcons} from '../lib/icons.js';
import {loadServerWords} from '../lib/server_words.js';
import {busy, button, field, problemOf, states} from '../lib/ui.js';
import {browserLanguage, dateTime, language, languages, loadWords, setLanguage, setTimeZone, t, tn} from '../lib/words.js';

const app = document.getElementById('app');
const anonymous = {anonymous: true};
const path = () => `/join/${encodeURIComponent(location.hash.slice(1))}`;

let shown = null;  // the JoinPage that is there

class JoinPage {
  #upload = null;

  // `kept`: what was given before another language was chosen.
  constructor(invitation, kept = {}) {
    this.invitation = invitation;
    const {photosWanted = {least: 1, most: 5}} = invitation;
    this.wanted = photosWanted;
    this.name = h('input', {type: 'text', required: true, maxlength: 200, autocomplete: 'name', value: kept.name ?? invitation.name ?? ''});
    this.consent = h('input', {type: 'checkbox', id: 'consent', required: true, onchange: () => this.say()});
    this.trouble = h('div', {class: 'trouble', 'aria-live': 'assertive'});
    this.send = button(t('Send'), {kind: 'primary', type: 'submit'});
    this.nameField = field(t('Your name'), this.name);
    this.draw(kept.files ?? []);
  }

  // What was given so far; consent is given again, as its text is another one then.
  given() { return {name: this.name.value, files: this.#upload?.files() ?? []}; }

  discard() { this.ways.discard(); }

  draw(files) {
    const {invitation} = this;
    const check = async blob => (await post(`${path()}/photo-checks`, blob, {...anonymous, headers: {'Content-Type': blob.type || 'application/octet-stream'}})).data;
    const onchange = () => this.say();
    this.ways = photoWays({onchange, items: [{value: 'upload', label: t('Upload photos'), make: () => this.#upload = photoUpload({check, onchange, most: this.wanted.most, files})},
      {value: 'webcam', label: t('This device’s camera'), make: () => webcam({check, onchange})}]});
    const text = invitation.consent?.text?.[language()] ?? invitation.consent?.text?.en ?? '';
    fill(app, frame(h('h1', {}, invitation.name ? t('Hello {name}', {name: invitation.name}) : t('Enrol yourself')),
      h('p', {class: 'soft'}, [t('{site} would like to recognise you by your face.', {site: invitation.site || 'Rollcall'}), invitation.group ? t('You join {group}.', {group: invitation.group}) : '',
        t('An operator looks at what you send before it counts.')].filter(Boolean).join(' ')),
      h('form', {novalidate: true, onsubmit: event => {
        event.preventDefault();
        this.submit();
      }}, this.nameField, h('fieldset', {}, h('legend', {}, t('Your photos')), this.ways), h('fieldset', {class: 'consent'}, h('legend', {}, t('Your consent')), h('p', {class: 'consent-text'}, text),
        h('label', {class: 'check'}, this.consent, h('span', {}, t('I agree')))), this.trouble, h('div', {class: 'row'}, this.send, this.hint = h('span', {class: 'soft', role: 'status'}))),
      h('p', {class: 'faint small'}, t('This link is good until {when}.', {when: dateTime(invitation.expiresAt)}))));
    this.say();
  }

  photos() { return this.ways.chosen().photos().slice(0, this.wanted.most); }

  // What is missing, in the order of the page.
  say() {
    if (!this.hint)
      return;
    const count = this.photos().length;
    this.send.disabled = Boolean(this.ways.chosen().isBusy?.());
    this.hint.textContent = count < this.wanted.least ? t('No photo yet') : tn('{count} photo', '{count} photos', count);
  }

  missing() {
    this.nameField.problem(this.name.value.trim() ? '' : t('Enter your name.'));
    if (!this.name.value.trim())
      return [t('Enter your name.'), this.name];
    if (this.photos().length < this.wanted.least)
      return [tn('Add at least {count} photo that can be used.', 'Add at least {count} photos that can be used.', this.wanted.least), app.querySelector('.tab')];
    return this.consent.checked ? null : [t('Without your consent nothing can be sent.'), this.consent];
  }

  async submit() {
    const missing = this.missing();
    if (missing) {
      fill(this.trouble, h('p', {class: 'problem', role: 'alert'}, missing[0]));
      return missing[1].focus();
    }
    fill(this.trouble);
    const form = new FormData();
    form.set('name', this.name.value.trim());
    form.set('consent', String(this.invitation.consent?.version ?? ''));
    this.photos().forEach((photo, i) => form.append('photos', photo, `photo-${i + 1}.jpg`));
    try {
      await busy(this.send, () => post(path(), form, anonymous));
      this.discard();
      shown = null;
      fill(app, frame(h('div', {class: 'empty'}, icon('check'), h('h1', {}, t('Sent')), h('p', {}, t('An operator will look at it. You need do nothing more.')))));
    } catch (error) {
      const refused = (error.problem?.photoResults ?? []).filter(({used}) => !used);
      fill(this.trouble, h('div', {class: 'problem', role: 'alert'}, refused.length ? refused.map(one => h('p', {}, reasonText(one.reason, one.problem))) : problemOf(error)));
    }
  }
}

function frame(...content) {
  const choice = h('select', {'aria-label': t('Language'), onchange: () => choose(choice.value)}, Object.entries(languages).map(([tag, label]) => h('option', {value: tag, selected: tag === language(), lang: tag}, label)));
  return h('main', {class: 'alone'}, h('div', {class: 'card join-card'}, h('div', {class: 'brand'}, h('img', {src: '/web/icon.svg', alt: '', width: 28, height: 28}), 'Rollcall', choice), content));
}

async function choose(tag) {
  localStorage.setItem('rollcall-language', tag);
  await show(tag);
}

async function show(tag) {
  const kept = shown?.given();
  shown?.discard();
  shown = null;
  setLanguage(tag);
  await Promise.all([loadWords('shell'), loadWords('enrol'), loadWords('join'), loadServerWords()]);
  document.title = t('Enrol yourself');
  document.body.dataset.shows = 'join';
  if (!location.hash.slice(1))
    return fill(app, frame(states.empty({icon: 'link', title: t('The link is not whole'), text: t('Open the link from your invitation again, all of it.')})));
  try {
    const {data} = await get(path(), {}, anonymous);
    setTimeZone(data.timeZone);
    shown = new JoinPage(data, kept);
  } catch (error) {
    const isGone = error instanceof ApiError && [404, 410].includes(error.status);
    fill(app, frame(isGone ? states.empty({icon: 'link', title: t('This link is not good any more'), text: t('It was used, it ended, or it was taken back. Ask whoever invited you for another one.')}) : states.error(error, () => show(tag))));
  }
}

// Another invitation.
addEventListener('hashchange', () => {
  shown?.discard();
  shown = null;
  show(language());
});
loadIcons();
show(localStorage.getItem('rollcall-language') ?? browserLanguage());
