// Photos from files: chosen or dropped. Each is judged by the server before anything is sent for good, and those that cannot be used say why.
import {h, icon, uniqueId} from '../dom.js';
import {t, tn} from '../words.js';
import {problemOf} from '../ui.js';
import {inTurn} from './turns.js';
import {fitting} from './photo_file.js';
import {qualityWord, reasonText} from './words.js';

const accepted = 'image/jpeg,image/png,image/webp,image/bmp';
const usualMost = 20;  // as the server takes

// photoUpload({check, onchange, most, files}) → an element; `files` are looked at from the beginning, `check(blob)` gives the server's judgement. `.photos()` are the usable ones, `.isBusy()` while some
// are looked at still. discard() it when it is put away for good.
export function photoUpload({check, onchange = () => {}, most = usualMost, files = []}) {
  const entries = [];
  const ending = new AbortController();
  const list = h('ul', {class: 'photo-list', 'aria-live': 'polite'});
  const input = h('input', {type: 'file', id: uniqueId('photos'), class: 'visually-hidden', accept: accepted, multiple: most > 1, onchange: () => {
    add(input.files);
    input.value = '';
  }});
  const zone = h('label', {class: 'drop-zone', for: input.id}, icon('upload'),
    h('b', {}, t('Choose photos or drop them here')), h('span', {class: 'soft'}, t('From the front, large and well lit. Three or more are best.')));
  const element = h('div', {class: 'photo-upload'}, input, zone, list);

  const tooMany = h('li', {class: 'photo-note', role: 'alert'}, tn('No more than {count} photo can be sent.', 'No more than {count} photos can be sent.', most));
  const add = files => {
    tooMany.remove();
    for (const file of files) {
      if (entries.length >= most) {
        list.append(tooMany);
        break;
      }
      entries.push(entryOf(file));
    }
  };
  const entryOf = file => {
    const entry = {file, blob: null, review: null, address: URL.createObjectURL(file)};
    const picture = h('span', {class: 'photo-picture'});
    const verdict = h('span', {class: 'soft'}, t('Looking at it…'));
    const taken = h('button', {type: 'button', class: 'quiet square', 'aria-label': t('Leave out {name}', {name: file.name}), onclick: () => {
      entries.splice(entries.indexOf(entry), 1);
      row.remove();
      tooMany.remove();
      URL.revokeObjectURL(entry.address);
      onchange();
      input.focus();
    }}, icon('close'));
    const image = h('img', {src: entry.address, alt: '', onerror: () => image.remove()});
    picture.append(image);
    const row = h('li', {}, picture, h('span', {class: 'photo-name'}, h('b', {}, file.name), verdict), taken);
    list.append(row);
    judge(entry).then(() => {
      if (!entry.review)
        return;  // put away meanwhile
      row.classList.add(entry.review?.usable ? 'good' : 'bad');
      verdict.replaceWith(verdictOf(entry));
      onchange();
    });
    return entry;
  };
  const judge = async entry => {
    try {
      entry.blob = await fitting(entry.file);
      entry.review = await inTurn(() => check(entry.blob), ending.signal);
    } catch (error) {
      if (!ending.signal.aborted)
        entry.review = {usable: false, reason: '', problem: problemOf(error)};
    }
  };

  for (const name of ['dragover', 'dragleave', 'drop']) {
    element.addEventListener(name, event => {
      event.preventDefault();
      zone.classList.toggle('over', name === 'dragover');
      if (name === 'drop')
        add(event.dataTransfer.files);
    });
  }
  add(files);
  return Object.assign(element, {
    add,
    files: () => entries.map(({file}) => file),
    photos: () => entries.filter(({review}) => review?.usable).map(({blob}) => blob),
    refused: () => entries.filter(({review}) => review && !review.usable).length,
    isBusy: () => entries.some(({review}) => !review),
    discard() {
      ending.abort();
      entries.forEach(({address}) => URL.revokeObjectURL(address));
    },
  });
}

function verdictOf({review}) {
  return review.usable ? h('span', {class: 'photo-good'}, icon('check'), t('Good: {quality}', {quality: qualityWord(review.quality)}))
    : h('span', {class: 'photo-bad'}, icon('warning'), reasonText(review.reason, review.problem));
}
