import { messages, model, report } from './report.mjs';

await report(async (client, seen) => {
  const completion = await client.chat.completions.create({ model, messages });
  seen.content = completion.choices[0].message.content;
  seen.refusal = completion.choices[0].message.refusal;
  seen.finishReason = completion.choices[0].finish_reason;
  seen.usage = completion.usage;
});
