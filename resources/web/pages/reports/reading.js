// Reads a report as it comes. The server writes one row a line: what has arrived is there before the rest is, and no more is read than is wanted.

import {ApiError, get} from '../../lib/api.js';

// Everything between the first line and the last is a row with a comma behind it, save the last one.
function rowsOf(lines) {
  return lines.filter(line => line.startsWith('{"person"')).map(line => JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line));
}

// Rows go to `take` in portions. Resolves with {head, complete}: `complete` is false where there are more rows than `most`.
// The next piece of an answer; that it breaks off is said like every other error of the server.
export async function piece(reader, signal) {
  try {
    return await reader.read();
  } catch (error) {
    if (signal?.aborted)
      throw error;
    throw brokenOff();
  }
}
const brokenOff = () => new ApiError({title: 'The report broke off. Try again, or take fewer days.'});

export const patience = 3_600_000;  // ms: a year of ten thousand people takes its time

export async function readReport({path, params}, {most, take, signal}) {
  const reply = await get(path, params, {raw: true, patience, signal});
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '', head = null, count = 0, ended = false;
  for (;;) {
    const {value, done} = await piece(reader, signal);
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
    throw brokenOff();
  return {head, complete: true};
}
