import OpenAI, { AzureOpenAI } from 'openai';
import { messages, model, option } from './report.mjs';

// Azure's client: the key goes into `api-key`, the model into the path. It takes an endpoint or a base URL, not both.
const endpoint = new URL(process.env.OPENAI_BASE_URL).origin;
delete process.env.OPENAI_BASE_URL;
const client = new AzureOpenAI({ apiKey: process.env.OPENAI_API_KEY, endpoint, apiVersion: '2024-10-21', maxRetries: 0 });
const seen = {};
try {
  if (option('what', 'chat') === 'chat') {
    seen.content = (await client.chat.completions.create({ model, messages })).choices[0].message.content;
  } else if (option('what') === 'stream') {
    seen.content = '';
    for await (const chunk of await client.chat.completions.create({ model, messages, stream: true })) seen.content += chunk.choices[0]?.delta?.content ?? '';
  } else if (option('what') === 'response') {
    seen.content = (await client.responses.create({ model, input: messages[0].content })).output_text;
  } else if (option('what') === 'responseStream') {
    seen.content = (await client.responses.stream({ model, input: messages[0].content }).finalResponse()).output_text;
  } else if (option('what') === 'models') {
    seen.models = [];
    for await (const listed of client.models.list()) seen.models.push(listed.id);
  } else {
    seen.vector = (await client.embeddings.create({ model, input: 'hi', encoding_format: 'float' })).data[0].embedding;
  }
} catch (e) {
  seen.error = { class: e?.constructor?.name, isApiError: e instanceof OpenAI.APIError, status: e?.status ?? null, code: e?.code ?? null, body: e?.error ?? null };
}
console.log(JSON.stringify(seen));
