// One process for a whole suite: a call in each line of standard input, what came of it in a line of standard output.
// The first text that a call shows is told at once, as {"began":1}.
// {"id":1,"what":"chat","api":"responses","prompt":"…","model":"…","baseUrl":"…","key":"…"}, or {"cancel":1} while call 1 runs.
import { createInterface } from 'node:readline';

// What a user would see in a network monitor: SDKs retry inside one call.
let attempts = 0;
const send = globalThis.fetch;
globalThis.fetch = (...call) => {
  attempts++;
  return send(...call);
};

// Retries come as often as they do, but without their waits, which grow to a minute and more; limits of a call are longer than this.
const later = globalThis.setTimeout;
globalThis.setTimeout = (what, wait, ...more) => later(what, wait <= 180_000 ? Math.min(wait, 5) : wait, ...more);

// Logs belong to standard error, lest they stand between the answers.
for (const level of ['log', 'info', 'warn', 'debug']) console[level] = (...what) => console.error(...what);
// SDKs that make a promise for each fact of a stream leave some unobserved when it breaks.
process.on('unhandledRejection', () => {});

/** Every error that a user could look at: the thrown one, and those that it carries. */
function describe(error, depth = 0) {
  if (error === null || typeof error !== 'object') return { class: typeof error, message: String(error) };
  const inner = error.lastError ?? error.cause;
  return {
    class: error.constructor?.name ?? 'Object',
    status: error.status ?? error.statusCode ?? null,
    code: error.code ?? error.data?.error?.code ?? null,
    message: error.message ?? JSON.stringify(error),
    body: typeof error.responseBody === 'string' ? error.responseBody : null,
    inner: inner && depth < 3 ? describe(inner, depth + 1) : null,
  };
}

export const weather = {
  name: 'get_weather',
  description: 'Tells the weather of a city.',
};

/** Where a program notes what it sees; `began` is called when it notes the first text. */
function watched(began) {
  let text;
  return {
    get text() {
      return text;
    },
    set text(value) {
      if (!text && value) began();
      text = value;
    },
  };
}

/** `programs`: what → async (call, seen, signal); they write what they saw into `seen`, also when they fail in the middle. */
export async function serve(programs) {
  const running = new Map();
  const say = (answer) => process.stdout.write(JSON.stringify(answer) + '\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const call = JSON.parse(line);
    if (call.cancel !== undefined) {
      running.get(call.cancel)?.abort();
      continue;
    }

    const abort = new AbortController();
    running.set(call.id, abort);
    attempts = 0;
    const seen = watched(() => say({ began: call.id }));
    programs[call.what](call, seen, abort.signal)
      .catch((error) => (seen.error = describe(error)))
      .then(() => say({ id: call.id, ...seen, attempts }))
      .finally(() => running.delete(call.id));
  }
}
