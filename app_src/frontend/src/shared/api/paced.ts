// The edge lets ten requests a second through. A list that looks something up for each row must not use them all up.
const EVERY_MS = 200;
const AT_ONCE = 5;

const waiting: (() => void)[] = [];
let free = AT_ONCE;
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  const next = waiting.shift();
  if (next) {
    next();
  } else {
    free += 1;
  }
  if (waiting.length === 0 && free >= AT_ONCE) {
    clearInterval(timer);
    timer = undefined;
  }
}

function turn(signal: AbortSignal): Promise<void> {
  timer ??= setInterval(tick, EVERY_MS);
  if (free > 0) {
    free -= 1;
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    waiting.push(resolve);
    // Who has left does not hold up the others.
    signal.addEventListener("abort", () => {
      const place = waiting.indexOf(resolve);
      if (place >= 0) {
        waiting.splice(place, 1);
      }
      reject(signal.reason);
    });
  });
}

/** Does the work at once for the first few, then a few a second, in the order of asking. */
export async function paced<Result>(
  work: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  await turn(signal);
  return work();
}
