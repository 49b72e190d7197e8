// The AI SDK (`ai` with `@ai-sdk/openai`), which speaks the Responses API unless told otherwise.
import { createOpenAI } from '@ai-sdk/openai';
import { embed, generateText, Output, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import { serve, weather } from './serve.mjs';

const provider = (call) => createOpenAI({ baseURL: call.baseUrl, apiKey: call.key });
const settings = (call, signal) => ({
  model: call.api === 'chat' ? provider(call).chat(call.model) : provider(call)(call.model),
  prompt: call.prompt,
  abortSignal: signal,
});
const tools = (call, seen) => ({
  [weather.name]: tool({
    description: weather.description,
    inputSchema: z.object({ city: z.string() }),
    execute: async (input) => {
      seen.arguments = input;
      return { celsius: 21, note: call.note };
    },
  }),
});

async function read(result, seen) {
  seen.text = '';
  try {
    await readParts(result, seen);
  } catch (error) {
    // Who reads no parts has only this promise: it must not be kept for a stream that broke.
    seen.completed = await Promise.resolve(result.text).then(() => true, () => false);
    throw error;
  }
}

async function readParts(result, seen) {
  for await (const part of result.fullStream) {
    if (part.type === 'text-delta') seen.text += part.text;
    if (part.type === 'error') throw part.error;
    if (part.type === 'abort') throw new DOMException('The call was aborted.', 'AbortError');
  }
  seen.finish = await result.finishReason;
  seen.tokens = (await result.totalUsage).totalTokens;
  seen.completed = true;
}

await serve({
  async chat(call, seen, signal) {
    const result = await generateText(settings(call, signal));
    Object.assign(seen, { text: result.text, finish: result.finishReason, tokens: result.usage.totalTokens });
  },
  stream: (call, seen, signal) => read(streamText({ ...settings(call, signal), onError() {} }), seen),
  async tools(call, seen, signal) {
    const result = await generateText({ ...settings(call, signal), tools: tools(call, seen), stopWhen: stepCountIs(3) });
    seen.text = result.text;
  },
  toolStream: (call, seen, signal) => read(streamText({ ...settings(call, signal), tools: tools(call, seen), stopWhen: stepCountIs(3), onError() {} }), seen),
  async structured(call, seen, signal) {
    const result = await generateText({ ...settings(call, signal), output: Output.object({ schema: z.object({ city: z.string(), celsius: z.number() }) }) });
    seen.object = result.output;
  },
  async embed(call, seen, signal) {
    seen.vector = (await embed({ model: provider(call).embedding(call.model), value: call.prompt, abortSignal: signal })).embedding;
  },
});
