/**
 * The audit of the embedded sample in this terminal: makes the sample's repository, starts the stand-in of the backlink
 * API on the loopback address, and runs the command line as a user would.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createSample, sampleSite } from '../../src/sample/createSample.ts';
import { sampleData } from '../../test/support/sampleIndex.ts';
import { startStandIn } from '../../test/support/standIn/server.ts';
import { ensureCommands } from '../systemTools.ts';

const texts = join('media', 'sample');
const sample = join('.cache', 'demo', 'tidewater');

ensureCommands({ git: 'git' }, 'the sample');
rmSync(sample, { recursive: true, force: true });
rmSync(join('.cache', 'demo', 'answers'), { recursive: true, force: true });
await createSample(sample, texts);
const standIn = await startStandIn({ data: await sampleData(texts), balanceMicros: 12_400_000 });
const environment = {
  ...process.env,
  DATAFORSEO_LOGIN: standIn.login,
  DATAFORSEO_PASSWORD: standIn.password,
  DATAFORSEO_API: standIn.url,
  BROKEN_BACKLINKS_HOME: join(process.cwd(), '.cache', 'demo', 'answers'),
};

/** Shows a command and runs it; the exit code of the program itself. */
function run(...words: readonly string[]): Promise<number> {
  console.log(`$ broken-backlinks ${words.join(' ')}`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join('dist', 'cli.mjs'), ...words], { env: environment, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

console.log('A small site with a history, and a stand-in of the backlink index that knows who links to it.\n');
const audited = await run('audit', '--repo', sample, '--site', sampleSite, '--max-cost', '0.10', '--no-recheck');
console.log('');
const explained = await run('explain', '/docs/setup/', '--repo', sample);
await standIn.close();
console.log(`The sample stays in ${sample}. Next: node dist/cli.mjs audit --repo ${sample} \\
  --source media/sample/domain_pages.json,media/sample/backlinks.json --no-recheck --fix safe
The same in the editor: npm run demo:editor`);
// The audit has findings (2), the explanation none (0): anything else is a fault.
if (audited !== 2 || explained !== 0) process.exitCode = 1;
