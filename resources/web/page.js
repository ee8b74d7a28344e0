// The page at /: asks the API every two seconds, shows today's register and the cameras' live pictures.

const askEvery = 2000;
const patience = 8000;
const streams = 4;  // a browser opens six connections to one server; the API needs some of them

const byId = id => document.getElementById(id);
const main = document.querySelector('main');
const clock = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
const clockTime = iso => iso ? clock.format(new Date(iso)) : '–';

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className)
    made.className = className;
  made.append(...children);
  return made;
}

// Every item of a list, page by page.
async function everything(path) {
  const items = [];
  let cursor = null;
  do {
    const query = new URLSearchParams(cursor ? {limit: 500, cursor} : {limit: 500});
    const reply = await fetch(`/api/v1/${path}?${query}`, {signal: AbortSignal.timeout(patience)});
    const answer = await reply.json();
    if (!reply.ok)
      throw new Error(answer.detail);
    items.push(...answer.items);
    cursor = answer.next;
  } while (cursor);
  return items;
}

// --- the first line --------------------------------------------------------------------------------------------------

function showAnswer(people, entries, cameras) {
  const answer = people.length ? `${entries.length} of ${people.length} here` : 'Nobody is enrolled yet';
  const notes = [];
  if (entries.length)
    notes.push(`last check-in ${clockTime(entries.map(entry => entry.checkIn).filter(Boolean).sort().at(-1))}`);
  else if (people.length)
    notes.push('no check-in today');
  const away = cameras.filter(isAway).length;
  if (away)
    notes.push(away === 1 ? '1 camera away' : `${away} cameras away`);
  const line = [answer, ...notes.flatMap(note => [' ', element('span', 'quiet', note)])];
  const text = [answer, ...notes].join(' · ');
  if (byId('answer').dataset.text !== text) {
    byId('answer').dataset.text = text;
    byId('answer').replaceChildren(...line);
  }
  document.title = `${answer} – Rollcall`;
  byId('date').textContent = new Date().toLocaleDateString(undefined, {weekday: 'long', day: 'numeric', month: 'long'});
}

// --- the register ----------------------------------------------------------------------------------------------------

let shownRegister = '';

function registerRow(person, entry, cameraName) {
  const here = entry?.status === 'suggested' ? 'here (suggested)' : 'here'; // suggested: an operator has not confirmed it
  const status = entry ? element('span', 'status here', here) : element('span', 'status not-yet', 'not yet');
  const cells = entry ? [clockTime(entry.checkIn), clockTime(entry.lastSeen), entry.cameras.map(cameraName).join(', ')] : ['–', '–', '–'];
  const row = element('tr', '', element('td', '', person.name), element('td', '', status), ...cells.map(text => element('td', '', text)));
  row.lastChild.className = 'wide';
  return row;
}

function showRegister(people, entries, cameras) {
  const state = JSON.stringify([people, entries, cameras.map(camera => camera.name)]);
  if (state === shownRegister)
    return;
  shownRegister = state;
  const entryOf = new Map(entries.map(entry => [entry.person, entry]));
  const names = new Map(cameras.map(camera => [camera.id, camera.name]));
  const sorted = [...people].sort((a, b) => a.name.localeCompare(b.name));
  byId('register').tBodies[0].replaceChildren(...sorted.map(person => registerRow(person, entryOf.get(person.id), id => names.get(id) ?? id)));
  byId('register').ariaBusy = 'false';
  byId('register').hidden = !people.length;
  byId('nobody').hidden = people.length > 0;
}

// --- the cameras -----------------------------------------------------------------------------------------------------

const tiles = new Map();
let pictureNumber = 0;  // makes every address new, so that no browser takes an old picture

const isAway = camera => camera.state === 'away' || camera.state === 'offline';

function stateText(camera) {
  if (isAway(camera))
    return `away since ${clockTime(camera.lastSeen ?? camera.connectedSince)}`;
  if (camera.state !== 'streaming')
    return camera.state;
  return camera.framesPerSecond ? `live · ${Math.round(camera.framesPerSecond)}/s` : 'live';
}

function makeTile() {
  const tile = {picture: element('img'), name: element('b'), state: element('span'), streams: false};
  tile.figure = element('figure', '', tile.picture, element('figcaption', '', tile.name, tile.state));
  tile.picture.alt = '';
  tile.picture.onload = () => { tile.pictured = true; };
  tile.picture.onerror = () => { tile.streams = false; };
  return tile;
}

// A stream stays through a break of its camera; the pictures beyond the first few are stills.
function showPicture(tile, camera, place) {
  const id = encodeURIComponent(camera.id);
  if (camera.state !== 'streaming')
    return;
  if (place >= streams)
    tile.picture.src = `/snapshot/${id}.jpg?${++pictureNumber}`;
  else if (!tile.streams)
    tile.picture.src = `/mjpeg/${id}?${++pictureNumber}`;
  tile.streams = place < streams;
}

function showCameras(cameras) {
  for (const [id, tile] of tiles) {
    if (!cameras.some(camera => camera.id === id)) {
      tile.figure.remove();
      tiles.delete(id);
    }
  }
  const grid = byId('cameras');
  grid.querySelector('.skeleton')?.remove();
  cameras.forEach((camera, place) => {
    const tile = tiles.get(camera.id) ?? makeTile();
    tiles.set(camera.id, tile);
    if (grid.children[place] !== tile.figure)
      grid.insertBefore(tile.figure, grid.children[place] ?? null);
    const picture = tile.pictured ? ' pictured' : '';
    tile.figure.className = `tile ${isAway(camera) ? 'away' : camera.state}${picture}`;
    tile.figure.ariaLabel = `${camera.name}: ${stateText(camera)}`;
    if (camera.width)
      tile.figure.style.aspectRatio = `${camera.width} / ${camera.height}`;
    tile.name.textContent = camera.name;
    tile.state.textContent = stateText(camera);
    showPicture(tile, camera, place);
  });
  grid.ariaBusy = 'false';
  byId('no-camera').hidden = cameras.length > 0;
}

function stopPictures() {
  for (const tile of tiles.values()) {
    tile.picture.removeAttribute('src');
    tile.streams = tile.pictured = false;
  }
}

// --- asking ----------------------------------------------------------------------------------------------------------

let timer = 0;
let asking = false;
let failing = false;
let lastAnswer = null;

function showTrouble(error) {
  const fromServer = error.name === 'Error' ? error.message : 'The server does not answer. Look whether rollcall-server runs.';
  const since = lastAnswer ? ` What is shown is from ${clock.format(lastAnswer)}.` : '';
  byId('trouble').firstChild.textContent = `${fromServer}${since} This page tries again by itself.`;
  byId('trouble').hidden = false;
  if (!lastAnswer)
    byId('answer').textContent = 'Today is not known yet';
  main.hidden = !lastAnswer;
  main.classList.add('stale');
}

function show(people, entries, cameras) {
  byId('trouble').hidden = true;
  main.hidden = false;
  main.classList.remove('stale');
  showAnswer(people, entries, cameras);
  showRegister(people, entries, cameras);
  showCameras(cameras);
}

async function ask() {
  if (asking)
    return;
  asking = true;
  clearTimeout(timer);
  try {
    const lists = await Promise.all(['people', 'attendance', 'cameras'].map(everything));
    if (failing)
      stopPictures();  // they ended with the server
    failing = false;
    lastAnswer = new Date();
    show(...lists);
  } catch (error) {
    console.error(error);
    failing = true;
    showTrouble(error);
  }
  asking = false;
  if (!document.hidden)
    timer = setTimeout(ask, askEvery);
}

// Nobody looks: nothing is asked, and the server need not encode.
document.addEventListener('visibilitychange', () => {
  clearTimeout(timer);
  if (document.hidden)
    stopPictures();
  else
    ask();
});

byId('again').addEventListener('click', ask);
byId('enrol-command').textContent = `curl -F name="Ada Example" -F photos=@front.jpg -F photos=@left.jpg \\\n  ${location.origin}/api/v1/people`;
byId('camera-command').textContent = `rollcall-camera --headless \\\n  --server ${location.origin} \\\n  --camera-id entrance --source /dev/video0`;
ask();
