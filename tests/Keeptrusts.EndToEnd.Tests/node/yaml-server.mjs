// What an editor shows: opens a document in the YAML language server (npm) and prints its diagnostics, and the completions at each asked place.
// Arguments: the file, then places as LINE:COLUMN, from 1. The file's own first line names the schema.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [file, ...places] = process.argv.slice(2);
const server = spawn(process.execPath, ['node_modules/yaml-language-server/bin/yaml-language-server', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const uri = pathToFileURL(file).href;
const waiting = new Map();
let next = 1;
let published;

function send(message) {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function ask(method, params) {
  const id = next++;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    send({ id, method, params });
  });
}

function take(message) {
  if (message.id !== undefined && message.method) {
    // The server asks for settings and the like: none.
    send({ id: message.id, result: message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null });
  } else if (message.id !== undefined) {
    waiting.get(message.id)?.(message.result);
  } else if (message.method === 'textDocument/publishDiagnostics' && message.params.uri === uri) {
    published?.(message.params.diagnostics);
  }
}

let rest = Buffer.alloc(0);
server.stdout.on('data', (data) => {
  rest = Buffer.concat([rest, data]);
  for (;;) {
    const head = rest.indexOf('\r\n\r\n');
    const length = head < 0 ? NaN : Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, head).toString())[1]);
    if (head < 0 || rest.length < head + 4 + length) break;
    const body = rest.subarray(head + 4, head + 4 + length).toString();
    rest = rest.subarray(head + 4 + length);
    take(JSON.parse(body));
  }
});

const text = readFileSync(file, 'utf8');
await ask('initialize', { processId: process.pid, rootUri: null, capabilities: { textDocument: { completion: { completionItem: {} } } } });
send({ method: 'initialized', params: {} });
const diagnostics = new Promise((resolve) => (published = resolve));
send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
const found = (await diagnostics).map((d) => ({ line: d.range.start.line + 1, column: d.range.start.character + 1, message: d.message }));
const completions = [];
for (const place of places) {
  const [line, column] = place.split(':').map(Number);
  const answer = await ask('textDocument/completion', { textDocument: { uri }, position: { line: line - 1, character: column - 1 } });
  completions.push((answer.items ?? answer).map((item) => item.label));
}
console.log(JSON.stringify({ diagnostics: found, completions }));
await ask('shutdown', null);
send({ method: 'exit' });
