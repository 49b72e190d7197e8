import { model, option, report } from './report.mjs';

const prompt = option('prompt', 'Say hello.');
const programs = {
  async completion(client, seen) {
    const completion = await client.completions.create({ model, prompt });
    seen.text = completion.choices[0].text;
    seen.usage = completion.usage;
  },
  async completionStream(client, seen) {
    seen.text = '';
    for await (const chunk of await client.completions.create({ model, prompt, stream: true })) seen.text += chunk.choices[0]?.text ?? '';
    seen.completed = true;
  },
  async embedding(client, seen) {
    const answer = await client.embeddings.create({ model, input: [prompt], encoding_format: 'float' });
    seen.vector = answer.data[0].embedding;
    seen.usage = answer.usage;
  },
  async moderation(client, seen) {
    const answer = await client.moderations.create({ model, input: prompt });
    seen.flagged = answer.results[0].flagged;
  },
  async response(client, seen) {
    const response = await client.responses.create({ model, input: prompt });
    seen.text = response.output_text;
    seen.status = response.status;
    seen.usage = response.usage;
  },
  async responseStream(client, seen) {
    Object.assign(seen, { text: '', types: [], last: null });
    for await (const event of await client.responses.create({ model, input: prompt, stream: true })) {
      seen.types.push(event.type);
      if (event.type === 'response.output_text.delta') seen.text += event.delta;
      if (event.type === 'response.output_text.done') seen.done = event.text;
      if (event.response) seen.last = event.response.status;
    }
    seen.completed = true;
  },
  // The SDK's own accumulator, which checks that the events fit together.
  async responseFinal(client, seen) {
    const response = await client.responses.stream({ model, input: prompt }).finalResponse();
    seen.text = response.output_text;
    seen.calls = response.output.filter((item) => item.type === 'function_call').map((item) => ({ name: item.name, arguments: JSON.parse(item.arguments) }));
  },
};

await report(programs[option('what', 'response')]);
