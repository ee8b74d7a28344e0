// Files that the server makes while they are sent: fetched with progress, in a dialog that can be left, and handed to the browser's downloads.

import {get} from './api.js';
import {fill, h} from './dom.js';
import {patience, piece} from './pieces.js';
import {dialog, problemOf, toast} from './ui.js';
import {bytes, t} from './words.js';

const nameOf = reply => /filename="([^"]+)"/.exec(reply.headers.get('Content-Disposition') ?? '')?.[1] ?? 'download';

// Leaving the dialog ends the download on the server too. download({title, path, params}) → once it is over, however it went.
export async function download({title, path, params}) {
  const ended = new AbortController();
  const state = h('p', {role: 'status'}, t('The server is making the file.'));
  const opened = dialog({title, body: [state, h('progress', {'aria-label': t('Progress')})], actions: [{label: t('Cancel'), value: null}], onClose: () => ended.abort()});
  try {
    const {name, size} = await fetchFile({path, params}, {signal: ended.signal, progress: count => fill(state, t('{size} so far', {size: bytes(count)}))});
    opened.close();
    toast(t('{name} is downloaded ({size}).', {name, size: bytes(size)}));
  } catch (error) {
    const isLeft = ended.signal.aborted;
    opened.close();
    toast(isLeft ? t('The download was cancelled.') : problemOf(error), {bad: !isLeft});
  }
}

// A file that breaks off is not saved.
async function fetchFile({path, params}, {progress, signal}) {
  const reply = await get(path, params, {raw: true, patience, signal});
  const pieces = [];
  let size = 0;
  const reader = reply.body.getReader();
  for (;;) {
    const {value, done} = await piece(reader, signal, 'The file broke off. Try again.');
    if (done)
      break;
    pieces.push(value);
    size += value.byteLength;
    progress(size);
  }
  const name = nameOf(reply);
  save(new Blob(pieces, {type: reply.headers.get('Content-Type') ?? ''}), name);
  return {name, size};
}

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
