// The server looks at few photos at once and refuses more: here they take turns, and one that met a busy server comes again.

const atOnce = 2;
const tries = 6;
const usualWait = 1;  // s, where the server names none

const waiting = [];
let running = 0;

// inTurn(() => post(…), signal) → what the work gives. Who is gone before their turn is not asked for.
export function inTurn(work, signal) {
  return new Promise((resolve, reject) => {
    waiting.push({work, signal, resolve, reject});
    next();
  });
}

function next() {
  while (running < atOnce && waiting.length) {
    const {work, signal, resolve, reject} = waiting.shift();
    if (signal?.aborted) {
      reject(signal.reason);
      continue;
    }
    ++running;
    patiently(work, signal).then(resolve, reject).finally(() => {
      --running;
      next();
    });
  }
}

async function patiently(work, signal) {
  for (let left = tries; ; --left) {
    try {
      return await work();
    } catch (error) {
      if (error.status !== 503 || left <= 1 || signal?.aborted)
        throw error;
      await new Promise(resolve => setTimeout(resolve, (error.retryAfter ?? usualWait) * 1000));
    }
  }
}
