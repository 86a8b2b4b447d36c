/**
 * Starts the stand-in alone: `node test/support/standIn/command.ts DATA.json [--port 8080] [--login L] [--password P]`.
 * Prints its address and runs until it is interrupted.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isDataSet } from './dataSet.ts';
import { startStandIn } from './server.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '0' },
    login: { type: 'string', default: 'user@example.com' },
    password: { type: 'string', default: 'api-password' },
    latency: { type: 'string', default: '0' },
  },
});
const [file] = positionals;
const data: unknown = file === undefined ? undefined : JSON.parse(await readFile(file, 'utf8'));
if (!isDataSet(data)) {
  process.stderr.write(
    'Usage: command.ts DATA.json, a file of { "pages": [{ "url", "status" }], "links": [{ "from", "to" }] }\n',
  );
  process.exit(1);
}
const { login, password } = values;
const standIn = await startStandIn({
  data,
  login,
  password,
  port: Number(values.port),
  latencyMs: Number(values.latency),
});
process.stdout.write(`${standIn.url}\n`);
process.once('SIGINT', () => void standIn.close());
process.once('SIGTERM', () => void standIn.close());
