// Reads a report as it comes. The server writes one row a line: what has arrived is there before the rest is, and no more is read than is wanted.

import {ApiError, get} from '../../lib/api.js';
import {patience, piece} from '../../lib/pieces.js';

const brokenOff = 'The report broke off. Try again, or take fewer days.';

// Everything between the first line and the last is a row with a comma behind it, save the last one.
function rowsOf(lines) {
  return lines.filter(line => line.startsWith('{"person"')).map(line => JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line));
}

// Rows go to `take` in portions. Resolves with {head, complete}: `complete` is false where there are more rows than `most`.
export async function readReport({path, params}, {most, take, signal}) {
  const reply = await get(path, params, {raw: true, patience, signal});
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '', head = null, count = 0, ended = false;
  for (;;) {
    const {value, done} = await piece(reader, signal, brokenOff);
    rest += value ?? '';
    const lines = rest.split('\n');
    rest = done ? '' : lines.pop();
    if (!head && lines.length) {
      const line = lines.shift();
      head = JSON.parse(`${line}]}`);
    }
    ended ||= lines.includes(']}');
    const here = rowsOf(lines);
    const rows = here.slice(0, most - count);
    count += rows.length;
    if (rows.length)
      take(rows);
    if (here.length > rows.length) {
      await reader.cancel();
      return {head, complete: false};
    }
    if (done)
      break;
  }
  if (!ended)
    throw new ApiError({title: brokenOff});
  return {head, complete: true};
}
