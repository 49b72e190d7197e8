// OpenAI's own agents (`@openai/agents`), which speak the Responses API unless told otherwise.
import OpenAI from 'openai';
import { Agent, OpenAIProvider, Runner, setTracingDisabled, tool } from '@openai/agents';
import { z } from 'zod';
import { serve, weather } from './serve.mjs';

// Traces go to OpenAI itself, past the gateway.
setTracingDisabled(true);

const runner = (call) => {
  const client = new OpenAI({ apiKey: call.key, baseURL: call.baseUrl });
  return new Runner({ modelProvider: new OpenAIProvider({ openAIClient: client, useResponses: call.api === 'responses' }), tracingDisabled: true });
};
const agent = (call, more = {}) => new Agent({ name: 'Assistant', instructions: 'Be brief.', model: call.model, ...more });
const withTools = (call, seen) =>
  agent(call, {
    tools: [
      tool({
        ...weather,
        parameters: z.object({ city: z.string() }),
        execute: async (input) => {
          seen.arguments = input;
          return JSON.stringify({ celsius: 21, note: call.note });
        },
      }),
    ],
  });

async function read(result, seen) {
  seen.text = '';
  for await (const event of result) {
    if (event.type === 'raw_model_stream_event' && event.data.type === 'output_text_delta') seen.text += event.data.delta;
  }
  await result.completed;
  if (result.error) throw result.error;
  // A run that was cancelled in the middle of its text ends without an error; its user asks here.
  if (result.cancelled) throw new DOMException('The run was cancelled.', 'AbortError');
  seen.finish = result.finalOutput === undefined ? null : 'stop';
  seen.tokens = result.rawResponses.at(-1)?.usage.totalTokens ?? null;
  seen.completed = true;
}

await serve({
  async chat(call, seen, signal) {
    const result = await runner(call).run(agent(call), call.prompt, { signal });
    Object.assign(seen, { text: result.finalOutput, finish: 'stop', tokens: result.rawResponses[0].usage.totalTokens });
  },
  stream: async (call, seen, signal) => read(await runner(call).run(agent(call), call.prompt, { stream: true, signal }), seen),
  async tools(call, seen, signal) {
    seen.text = (await runner(call).run(withTools(call, seen), call.prompt, { signal })).finalOutput;
  },
  toolStream: async (call, seen, signal) => read(await runner(call).run(withTools(call, seen), call.prompt, { stream: true, signal }), seen),
  async structured(call, seen, signal) {
    const asked = agent(call, { outputType: z.object({ city: z.string(), celsius: z.number() }) });
    seen.object = (await runner(call).run(asked, call.prompt, { signal })).finalOutput;
  },
});
