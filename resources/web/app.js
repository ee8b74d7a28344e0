// The page: who looks at it decides what it shows. Signed out: sign-in or set-up; else the frame with its pages.
import * as api from './lib/api.js';
import {fill, h} from './lib/dom.js';
import * as events from './lib/events.js';
import {loadIcons} from './lib/icons.js';
import {parse} from './lib/route.js';
import {loadServerWords} from './lib/server_words.js';
import * as session from './lib/session.js';
import {problemOf} from './lib/ui/form.js';
import {error} from './lib/ui/states.js';
import {toast} from './lib/ui/toast.js';
import {language, loadWords} from './lib/words.js';
import {signInAgain} from './shell/again.js';
import {frame} from './shell/frame.js';
import {setUpPage} from './shell/set_up.js';
import {signInPage} from './shell/sign_in.js';

const app = document.getElementById('app');
let shown = null;  // ends what is there

// Rights beyond those of everybody: signed in, or on a machine that may do everything while there is no account.
const isInside = () => session.current().signedIn || session.may('view-cameras');

function wanted() {
  if (parse().page === 'set-up')
    return 'set-up';
  if (isInside())
    return 'frame';
  return session.current().setUpNeeded ? 'set-up' : 'sign-in';
}

async function show() {
  shown?.abort();
  const {signal} = shown = new AbortController();
  await Promise.all([loadWords('shell'), loadServerWords()]);
  if (signal.aborted)
    return;
  const what = wanted();
  document.body.dataset.shows = what;
  if (what === 'frame') {
    events.connect();
    frame(app, signal);
    return;
  }
  events.disconnect();
  (what === 'set-up' ? setUpPage : signInPage)(app);
}

async function start() {
  try {
    await session.load();
    await show();
    watch();
  } catch (problem) {
    await Promise.all([loadWords('shell'), loadServerWords()]);
    fill(app, h('main', {class: 'alone'}, error(problem, () => location.reload())));
  }
}

// Another language or other rights: everything is drawn anew. Another account, or none any more: the page begins anew, so that nothing of what the one before saw is
// left in its memory.
function watch() {
  let drawn = identity();
  let whose = session.current().account?.id;
  session.onChange(() => {
    if (whose && session.current().account?.id !== whose)
      return location.reload();
    whose = session.current().account?.id;
    if (identity() === drawn)
      return;
    drawn = identity();
    show();
  });
  addEventListener('hashchange', () => {
    if (document.body.dataset.shows !== wanted())
      show();
  });
}
const identity = () => JSON.stringify([session.current().account?.id, session.current().rights, session.current().setUpNeeded, language()]);

// What nobody looked after is said at least; what was given up (another page, another search) is no failure.
addEventListener('unhandledrejection', event => {
  if (event.reason?.name === 'AbortError')
    event.preventDefault();
  if (event.reason?.name !== 'ApiError')
    return;
  event.preventDefault();
  toast(problemOf(event.reason), {bad: true});
});

loadIcons();
api.onSignedOut(signInAgain);
events.on('signed-out', async () => {
  if (await signInAgain())
    events.connect();
});
start();
