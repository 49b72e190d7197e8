// LangChain.js (`@langchain/openai`), chats by default, the Responses API on demand.
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { serve, weather } from './serve.mjs';

const model = (call) =>
  new ChatOpenAI({
    model: call.model,
    apiKey: call.key,
    configuration: { baseURL: call.baseUrl },
    useResponsesApi: call.api === 'responses',
  });
const toolOf = (call, seen) =>
  tool(
    async (input) => {
      seen.arguments = input;
      return JSON.stringify({ celsius: 21, note: call.note });
    },
    { ...weather, schema: z.object({ city: z.string() }) },
  );

async function read(stream, seen) {
  seen.text = '';
  let whole;
  for await (const chunk of stream) {
    seen.text += chunk.text;
    whole = whole ? whole.concat(chunk) : chunk;
  }
  seen.finish = whole.response_metadata.finish_reason ?? whole.response_metadata.status ?? null;
  seen.tokens = whole.usage_metadata?.total_tokens ?? null;
  seen.completed = true;
  return whole;
}

// A turn as the documentation shows it: the message with its calls, their results, the answer.
async function turn(call, seen, ask) {
  const weatherTool = toolOf(call, seen);
  const bound = model(call).bindTools([weatherTool]);
  const messages = [new HumanMessage(call.prompt)];
  const asked = await ask(bound, messages);
  messages.push(asked);
  for (const toolCall of asked.tool_calls) {
    const said = await weatherTool.invoke(toolCall);
    messages.push(said instanceof ToolMessage ? said : new ToolMessage({ content: said, tool_call_id: toolCall.id }));
  }
  seen.text = (await ask(bound, messages)).text;
}

await serve({
  async chat(call, seen, signal) {
    const message = await model(call).invoke(call.prompt, { signal });
    Object.assign(seen, { text: message.text, finish: message.response_metadata.finish_reason ?? message.response_metadata.status, tokens: message.usage_metadata.total_tokens });
  },
  stream: async (call, seen, signal) => void (await read(await model(call).stream(call.prompt, { signal }), seen)),
  tools: (call, seen, signal) => turn(call, seen, (bound, messages) => bound.invoke(messages, { signal })),
  toolStream: (call, seen, signal) => turn(call, seen, async (bound, messages) => read(await bound.stream(messages, { signal }), seen)),
  async structured(call, seen, signal) {
    seen.object = await model(call).withStructuredOutput(z.object({ city: z.string(), celsius: z.number() }), { name: 'weather' }).invoke(call.prompt, { signal });
  },
  async embed(call, seen) {
    const embeddings = new OpenAIEmbeddings({ model: call.model, apiKey: call.key, configuration: { baseURL: call.baseUrl } });
    seen.vector = await embeddings.embedQuery(call.prompt);
  },
});
