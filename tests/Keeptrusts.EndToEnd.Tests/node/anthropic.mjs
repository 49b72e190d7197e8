// The official Anthropic package against the gateway.
import Anthropic from '@anthropic-ai/sdk';
import { option, report } from './report.mjs';

const request = {
  model: option('model', 'claude-sonnet-4-5'),
  max_tokens: 100,
  messages: [{ role: 'user', content: option('prompt', 'Say hello.') }],
  tools: [{ name: 'get_weather', description: 'Says the weather.', input_schema: { type: 'object', properties: { city: { type: 'string' } } } }],
};
const textOf = (message) => message.content.filter((block) => block.type === 'text').map((block) => block.text).join('');
const callsOf = (message) => message.content.filter((block) => block.type === 'tool_use').map(({ name, input }) => ({ name, input }));
const programs = {
  async message(client, seen) {
    const message = await client.messages.create(request);
    Object.assign(seen, { text: textOf(message), calls: callsOf(message), usage: message.usage, stop: message.stop_reason, requestId: message._request_id });
  },
  async stream(client, seen) {
    seen.text = '';
    for await (const event of await client.messages.create({ ...request, stream: true })) {
      if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') seen.text += event.delta.text;
      if (event.type === 'message_stop') seen.completed = true;
    }
  },
  // The SDK's own accumulator, which checks that the events fit together.
  async final(client, seen) {
    const message = await client.messages.stream(request).finalMessage();
    Object.assign(seen, { text: textOf(message), calls: callsOf(message), thinking: message.content.find((block) => block.type === 'thinking')?.thinking, usage: message.usage, stop: message.stop_reason });
  },
  async count(client, seen) {
    seen.tokens = (await client.messages.countTokens({ model: request.model, messages: request.messages })).input_tokens;
  },
  // A whole turn: the call, its result, the answer.
  async turn(client, seen) {
    const called = await client.messages.create(request);
    const results = called.content.filter((block) => block.type === 'tool_use').map((block) => ({ type: 'tool_result', tool_use_id: block.id, content: option('result', 'sunny') }));
    seen.text = textOf(await client.messages.create({ ...request, messages: [...request.messages, { role: 'assistant', content: called.content }, { role: 'user', content: results }] }));
  },
  async abort(client, seen) {
    const stream = client.messages.stream(request);
    stream.on('text', () => stream.abort());
    await stream.finalMessage();
    seen.completed = true;
  },
};

await report(programs[option('what', 'message')], new Anthropic());
