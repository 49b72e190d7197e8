import { messages, model, option, report } from './report.mjs';

await report(async (client, seen) => {
  const usage = option('usage', false) ? { stream_options: { include_usage: true } } : {};
  const stream = await client.chat.completions.create({ model, messages, stream: true, ...usage });
  Object.assign(seen, { content: '', chunks: 0, usageChunks: 0, usageMembers: 0, emptyChoices: 0, finishReason: null, usage: null });
  for await (const chunk of stream) {
    seen.chunks++;
    seen.content += chunk.choices[0]?.delta?.content ?? '';
    seen.finishReason = chunk.choices[0]?.finish_reason ?? seen.finishReason;
    if (chunk.choices.length === 0) seen.emptyChoices++;
    if ('usage' in chunk) seen.usageMembers++;
    if (chunk.usage) {
      seen.usageChunks++;
      seen.usage = chunk.usage;
    }
  }
  seen.completed = true;
});
