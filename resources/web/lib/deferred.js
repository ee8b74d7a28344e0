// What cannot be taken back on the server is done ten seconds later: until then it can be.
import {toast} from './ui.js';

const grace = 10_000;

// deferred('Ada Example is Unknown face 3', {act, onUndo, signal}) → {undo(), now()}. `act` is done once: when time is up, or at once when the page is left
// (`signal`) or closed; it is told whether the page is closing, as only a request with `keepalive` outlives that.
export function deferred(text, {act, onUndo, signal}) {
  let isOver = false;
  const end = () => {
    isOver = true;
    clearTimeout(timer);
    removeEventListener('pagehide', closing);
    signal?.removeEventListener('abort', leaving);
    closeToast();
  };
  const now = isClosing => {
    if (isOver)
      return;
    end();
    act(isClosing === true);
  };
  const undo = () => {
    if (isOver)
      return false;
    end();
    onUndo?.();
    return true;
  };
  const closing = () => now(true);
  const leaving = () => now();
  const timer = setTimeout(leaving, grace);
  const closeToast = toast(text, {undo: async () => { undo(); }});
  addEventListener('pagehide', closing);
  signal?.addEventListener('abort', leaving);
  return {undo, now};
}
