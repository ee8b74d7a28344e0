// The REST API. Every call gives {data, etag, status, location}, or throws an ApiError with sentences for the person who reads them.

const patience = 30_000;
const root = '/api/v1';

export class ApiError extends Error {
  constructor({status = 0, title = '', detail = '', retryAfter = null, problem = null}) {
    super(detail || title);
    this.name = 'ApiError';
    Object.assign(this, {status, title, detail, retryAfter, problem});
  }
  // Whether the server was not reached at all.
  get isOffline() { return this.status === 0; }
}

let csrf = null;
let signInAgain = null;

// The session sets both: the token of unsafe requests, and what is done when the server knows nobody any more. `again` gives true once
// somebody has signed in again: the request is then repeated, so that nothing that was typed is lost.
export function useCsrf(token) { csrf = token; }
export function onSignedOut(again) { signInAgain = again; }

export const get = (path, params, options) => request('GET', withQuery(path, params), undefined, options);
export const post = (path, body, options) => request('POST', path, body, options);
export const put = (path, body, options) => request('PUT', path, body, options);
export const patch = (path, body, options) => request('PATCH', path, body, options);
export const remove = (path, body, options) => request('DELETE', path, body, options);

// A list that comes in pages: for await (const item of list('/people', {q})), or
// await list(…).first(100) → the first items at most; await list(…).all(); await list(…).page(cursor, limit) → {items, next}.
export function list(path, params = {}, options = {}) {
  const page = async (cursor, limit = 500) => (await get(path, {...params, limit, cursor}, options)).data;
  const items = async function* (limit) {
    let cursor = null;
    do {
      const answer = await page(cursor, limit);
      yield* answer.items;
      cursor = answer.next;
    } while (cursor);
  };
  return {
    page,
    [Symbol.asyncIterator]: () => items(),
    all: () => gather(items(), Infinity),
    first: count => gather(items(Math.min(count, 500)), count),
  };
}

async function gather(items, count) {
  const gathered = [];
  if (count <= 0)
    return gathered;
  for await (const item of items) {
    gathered.push(item);
    if (gathered.length >= count)
      break;
  }
  return gathered;
}

// '/people' → '/api/v1/people'; what begins with /api/ or / and is no API stays: address('/snapshot/door.jpg', {overlay: 1}, '').
export function address(path, params, base = root) {
  return base + withQuery(path, params);
}

function withQuery(path, params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value !== undefined && value !== null && value !== '')
      query.set(name, value);
  }
  // A space as %20: the server takes a plus for a plus, as RFC 3986 has it.
  return query.size ? `${path}?${query.toString().replaceAll('+', '%20')}` : path;
}

// options: {ifMatch, idempotencyKey, signal, headers, base, raw, keepalive}. A FormData, Blob or string is sent as it is, everything else as JSON. `raw` gives the
// Response instead of what is in it; `patience` (ms) is for the whole of it; `keepalive` lets it be sent while the page goes away. A POST gets
// an Idempotency-Key where none is given, so that repeating it after signing in does it once.
async function request(method, path, body, options = {}) {
  const headers = requestHeaders(method, body, options);
  const isPlain = body instanceof FormData || body instanceof Blob || typeof body === 'string';
  const content = body === undefined || isPlain ? body : JSON.stringify(body);
  const send = () => answerOf((options.base ?? root) + path, {method, headers, body: content, keepalive: options.keepalive}, options);
  try {
    return await send();
  } catch (error) {
    if (error.status !== 401 || options.anonymous || !signInAgain || !await signInAgain())
      throw error;
    if (headers['X-Rollcall-CSRF'])
      headers['X-Rollcall-CSRF'] = csrf;
    return await send();
  }
}

function requestHeaders(method, body, {ifMatch, idempotencyKey, headers = {}}) {
  const all = {Accept: 'application/json', ...headers};
  if (body !== undefined && !(body instanceof FormData) && !(body instanceof Blob) && !all['Content-Type'])
    all['Content-Type'] = 'application/json';
  if (ifMatch)
    all['If-Match'] = ifMatch;
  if (method === 'POST')
    all['Idempotency-Key'] = idempotencyKey ?? randomId();
  if (method !== 'GET' && csrf)
    all['X-Rollcall-CSRF'] = csrf;
  return all;
}

// crypto.randomUUID is missing where the page came without encryption.
export function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

async function answerOf(url, init, {signal, raw, patience: allowed = patience}) {
  const timeout = AbortSignal.timeout(allowed);
  let response;
  try {
    response = await fetch(url, {...init, signal: signal ? AbortSignal.any([signal, timeout]) : timeout});
  } catch (error) {
    throw signal?.aborted ? error : noAnswer();
  }
  if (!response.ok)
    throw await errorOf(response);
  if (raw)
    return response;
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  try {
    return {data: response.status === 204 ? null : isJson ? await response.json() : await response.text(), etag: response.headers.get('etag'), status: response.status, location: response.headers.get('location')};
  } catch (error) {
    throw signal?.aborted ? error : noAnswer();  // it broke off
  }
}

const noAnswer = () => new ApiError({title: 'The server does not answer.', detail: 'The server does not answer. Look whether it runs and whether this device is on its network.'});

async function errorOf(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    problem = {title: response.statusText, detail: `The server answered ${response.status} ${response.statusText}.`};
  }
  const wait = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  return new ApiError({status: response.status, title: problem.title, detail: problem.detail, retryAfter: Number.isNaN(wait) ? null : wait, problem});
}
