import { model, option, report } from './report.mjs';

const tools = [{
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Tells the weather of a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
}];

await report(async (client, seen) => {
  const messages = [{ role: 'user', content: option('prompt', 'What is the weather in Łódź?') }];
  // The stream helper puts the fragments of a call together as the SDK's users do.
  const asked = option('stream', false)
    ? await client.chat.completions.stream({ model, messages, tools }).finalChatCompletion()
    : await client.chat.completions.create({ model, messages, tools });
  const message = asked.choices[0].message;
  seen.finishReason = asked.choices[0].finish_reason;
  seen.calls = message.tool_calls.map((c) => ({ id: c.id, name: c.function.name, arguments: JSON.parse(c.function.arguments) }));

  messages.push(message, ...message.tool_calls.map((c) => ({ role: 'tool', tool_call_id: c.id, content: '{"celsius":21}' })));
  const answered = await client.chat.completions.create({ model, messages, tools });
  seen.content = answered.choices[0].message.content;
});
