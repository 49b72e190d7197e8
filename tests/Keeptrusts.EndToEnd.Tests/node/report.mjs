// Runs one program and prints what came of it as one line of JSON: its result, or the typed error it ended with.
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

// What a user would see in a network monitor: SDKs retry inside one call.
let attempts = 0;
const send = globalThis.fetch;
globalThis.fetch = (...call) => {
  attempts++;
  return send(...call);
};

// The key and the base URL come from the environment (OPENAI_API_KEY, ANTHROPIC_BASE_URL and so on); nothing else differs from the SDKs' own examples.
export async function report(program, client = new OpenAI()) {
  const seen = {};
  try {
    await program(client, seen);
  } catch (e) {
    seen.error = {
      class: e?.constructor?.name,
      isApiError: e instanceof OpenAI.APIError || e instanceof Anthropic.APIError,
      status: e?.status ?? null,
      code: e?.code ?? null,
      type: e?.type ?? null,
      message: e?.message,
      body: e?.error ?? null,
      requestId: e?.requestID ?? null,
    };
  }
  console.log(JSON.stringify({ ...seen, attempts }));
}

export function option(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1] ?? true;
}

export const model = option('model', 'gpt-4o');
export const messages = [{ role: 'user', content: option('prompt', 'Say hello.') }];
