import { report } from './report.mjs';

await report(async (client, seen) => {
  seen.models = [];
  for await (const model of client.models.list()) seen.models.push(model.id);
});
