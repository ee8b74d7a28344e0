// Enrolling: one dialog with three ways. Who looks like somebody who is enrolled already is decided here too.
import {ApiError, get, patch, post} from '../../lib/api.js';
import {fill, h} from '../../lib/dom.js';
import {duplicate} from '../../lib/enrol/duplicate.js';
import {photoUpload} from '../../lib/enrol/upload.js';
import {photoWays} from '../../lib/enrol/ways.js';
import {webcam} from '../../lib/enrol/webcam.js';
import {reasonText} from '../../lib/enrol/words.js';
import {forget} from '../../lib/portrait.js';
import {go} from '../../lib/route.js';
import {current} from '../../lib/session.js';
import {busy, dialog, field, problemOf, toast} from '../../lib/ui.js';
import {loadWords, t, tn, today} from '../../lib/words.js';
import {cameraEnrolment} from './camera_enrolment.js';

// The server's judgement of a photo; nothing of it is kept.
export const checkPhoto = async blob => (await post('/photo-checks', blob, {headers: {'Content-Type': blob.type || 'application/octet-stream'}})).data;

// enrol() for somebody new, enrol({person}) for more photos of somebody. → the person's id, or null where nothing was done.
export async function enrol({person = null} = {}) {
  await loadWords('enrol');
  const form = new EnrolForm(person);
  return form.asked.closed;
}

class EnrolForm {
  #ways = null;

  constructor(person) {
    this.person = person;
    this.name = h('input', {type: 'text', maxlength: 200, autocomplete: 'off', autofocus: true});
    this.groups = h('input', {type: 'text', autocomplete: 'off'});
    this.id = h('input', {type: 'text', maxlength: 64, autocomplete: 'off', spellcheck: 'false', pattern: '[A-Za-z0-9_\\-][A-Za-z0-9._\\-]*'});
    this.consent = h('input', {type: 'checkbox'});
    this.trouble = h('div', {class: 'trouble', 'aria-live': 'assertive'});
    this.nameField = field(t('Name'), this.name);
    this.asked = dialog({title: person ? t('More photos of {name}', {name: person.name}) : t('Enrol a person'), wide: true,
      body: h('div', {class: 'enrol'}, person ? null : this.about(), this.#ways = this.ways(), this.trouble),
      actions: [{label: t('Cancel'), value: false}, {label: person ? t('Add photos') : t('Enrol'), primary: true, value: 'done', act: () => this.save()}],
      onClose: () => this.#ways.discard()});
    // The dialog's value is the person's id.
    this.asked.closed = this.asked.closed.then(value => value === 'done' ? this.result : null);
    this.enrolButton = this.asked.element.querySelector('button.primary');
    this.say();
  }

  about() {
    return h('div', {class: 'enrol-about'}, this.nameField, field(t('Groups'), this.groups, {hint: t('Separated by commas, for example: Class 5a, Choir')}),
      field(t('Id'), this.id, {hint: t('Left empty, one is made.')}),
      h('label', {class: 'check'}, this.consent, h('span', {}, t('This person agreed today that cameras recognise them'))));
  }

  ways() {
    const onchange = () => this.say();
    return photoWays({onchange, items: [{value: 'upload', label: t('Upload photos'), make: () => photoUpload({check: checkPhoto, onchange})},
      {value: 'webcam', label: t('This device’s camera'), make: () => webcam({check: checkPhoto, onchange})},
      ...this.person ? [] : [{value: 'camera', label: t('A camera of Rollcall'), make: () => cameraEnrolment({details: () => this.details(), onDone: id => this.done(id)})}]]});
  }

  get way() { return this.#ways.chosen(); }
  photos() { return this.way.photos(); }

  details() {
    this.nameField.problem(this.name.value.trim() ? '' : t('Enter the name.'));
    if (!this.name.value.trim()) {
      this.name.focus();
      throw new ApiError({detail: t('Enter the name first.')});
    }
    return {name: this.name.value.trim(), ...(this.id.value.trim() ? {id: this.id.value.trim()} : {})};
  }

  groupList() { return this.groups.value.split(',').map(text => text.trim()).filter(Boolean); }

  // What the button would do now.
  say() {
    if (!this.enrolButton)
      return;
    const isCamera = !this.way.photos;  // it begins and ends by itself
    const count = isCamera ? 0 : this.photos().length;
    this.enrolButton.hidden = isCamera;
    this.enrolButton.querySelector('span').textContent = this.person ? tn('Add {count} photo', 'Add {count} photos', count) : count ? tn('Enrol with {count} photo', 'Enrol with {count} photos', count) : t('Enrol without photos');
    this.enrolButton.disabled = isCamera || Boolean(this.way.isBusy?.()) || Boolean(this.person && !count);
  }

  // `sure`: it is not the person whom they look like.
  async save({sure = false} = {}) {
    fill(this.trouble);
    const form = new FormData();
    if (!this.person) {
      const {name, id} = this.details();
      form.set('name', name);
      if (id)
        form.set('id', id);
      this.groupList().forEach(group => form.append('groups', group));
    }
    this.addPhotos(form, sure);
    await this.send(this.person ? `/people/${encodeURIComponent(this.person.id)}/photos` : '/people', form);
  }

  addPhotos(form, sure) {
    if (sure)
      form.set('allowDuplicate', 'true');
    this.photos().forEach((photo, i) => form.append('photos', photo, `photo-${i + 1}.jpg`));
  }

  async send(path, form) {
    try {
      const {data, etag} = await post(path, form);
      forget(data.id);
      if (!this.person)
        await this.noteConsent(data, etag);
      this.result = data.id;
      this.sayDone(data, this.person ? t('The photos are added') : t('{name} is enrolled', {name: data.name}));
    } catch (error) {
      if (this.explain(error))
        throw new ApiError({status: error.status, detail: t('Not saved yet.')});
      throw error;
    }
  }

  sayDone({photoResults = []}, sentence) {
    const refused = photoResults.filter(({used}) => !used);
    toast(refused.length ? tn('{count} photo was not taken: {reason}', '{count} photos were not taken: {reason}', refused.length, {reason: reasonText(refused[0].reason, refused[0].problem)}) : sentence, {bad: refused.length > 0});
  }

  async noteConsent(person, etag) {
    if (!this.consent.checked)
      return;
    const by = current().account?.name ?? t('this machine');
    await patch(`/people/${encodeURIComponent(person.id)}`, {consent: {date: today(), by}}, {ifMatch: etag ?? (await get(`/people/${encodeURIComponent(person.id)}`)).etag});
  }

  // What is in the way, where it is seen.
  tell(...content) {
    fill(this.trouble, content);
    this.trouble.scrollIntoView({block: 'nearest'});
  }

  // True where there is more to say than the server's sentence.
  explain(error) {
    const {reason, person, score, photoResults} = error.problem ?? {};
    if (reason === 'duplicate')
      this.tell(this.person ? duplicate({person, score, onEnrol: () => this.anyway(), anyway: t('Somebody else: add the photos anyway')})
        : duplicate({person, score, onUse: name => this.useFor({person, name}), onEnrol: () => this.anyway()}));
    else if (photoResults)
      this.tell(this.refused(photoResults));
    return reason === 'duplicate' || Boolean(photoResults);
  }

  refused(photoResults) { return h('ul', {class: 'problem'}, photoResults.filter(({used}) => !used).map(one => h('li', {}, reasonText(one.reason, one.problem)))); }

  // The photos are of somebody who is enrolled: they become theirs.
  async useFor({person, name}, {sure = false} = {}) {
    fill(this.trouble);
    const form = new FormData();
    this.addPhotos(form, sure);
    try {
      const {data} = await busy(this.enrolButton, () => post(`/people/${encodeURIComponent(person)}/photos`, form));
      forget(person);
      this.result = person;
      this.asked.close('done');
      this.sayDone(data, t('The photos are added'));
    } catch (error) {
      this.explainUse(error, {person, name});
    }
  }

  // They look like a third person, or too little like this one: the operator still has each way on.
  explainUse(error, {person, name}) {
    const {reason, person: third, score, photoResults} = error.problem ?? {};
    if (reason === 'duplicate')
      return this.tell(duplicate({person: third, score, onUse: other => this.useFor({person: third, name: other}), onEnrol: () => this.useFor({person, name}, {sure: true}), anyway: t('It is {name} anyway', {name})}));
    return this.tell(photoResults ? this.refused(photoResults) : h('p', {class: 'problem', role: 'alert'}, problemOf(error)),
      duplicate({person, onUse: () => this.useFor({person, name}), onEnrol: () => this.anyway(), text: t('The photos were meant for:')}));
  }

  async anyway() {
    try {
      await busy(this.enrolButton, () => this.save({sure: true}));
      this.asked.close('done');
    } catch (error) {
      if (!this.trouble.firstChild)
        this.tell(h('p', {class: 'problem', role: 'alert'}, problemOf(error)));
    }
  }

  // A camera enrolled them: groups and consent follow.
  async done(id) {
    this.result = id;
    try {
      if (this.consent.checked || this.groupList().length) {
        const {data, etag} = await get(`/people/${encodeURIComponent(id)}`);
        const change = {...(this.groupList().length ? {groups: this.groupList()} : {}), ...(this.consent.checked ? {consent: {date: today(), by: current().account?.name ?? t('this machine')}} : {})};
        await patch(`/people/${encodeURIComponent(data.id)}`, change, {ifMatch: etag});
      }
    } catch (error) {
      toast(problemOf(error), {bad: true});
    }
    this.asked.close('done');
  }
}

// Enrols somebody and shows them.
export async function enrolAndShow() {
  const id = await enrol();
  if (id)
    go('people', [id]);
  return id;
}
