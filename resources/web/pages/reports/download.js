// Fetches a report as a file, with progress, and hands it to the browser's downloads.

import {get} from '../../lib/api.js';
import {patience, piece} from './reading.js';

const nameOf = reply => /filename="([^"]+)"/.exec(reply.headers.get('Content-Disposition') ?? '')?.[1] ?? 'report';

// `progress` hears how many bytes are there. A file that breaks off is not saved.
export async function download({path, params}, {progress, signal}) {
  const reply = await get(path, params, {raw: true, patience, signal});
  const pieces = [];
  let bytes = 0;
  const reader = reply.body.getReader();
  for (;;) {
    const {value, done} = await piece(reader, signal);
    if (done)
      break;
    pieces.push(value);
    bytes += value.byteLength;
    progress(bytes);
  }
  const name = nameOf(reply);
  save(new Blob(pieces, {type: reply.headers.get('Content-Type') ?? ''}), name);
  return {name, bytes};
}

export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
