// Runs the tests of this project, all or by part, and prints the counts last.
//   node tools/node24.mjs tools/test.ts [check] [core] [app] [package] [vscode] [ui] [--grep TEXT] [--minimum]
// `--minimum`: in the oldest VS Code that is supported, on the Node it has.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageExtension } from './packageExtension.ts';
import { ensureCommands } from './systemTools.ts';
import { check } from './testing/check.ts';
import { runMocha } from './testing/mochaRun.ts';
import { broken, describeOutcome, nothingRan, type Outcome, sum } from './testing/outcome.ts';
import { mochaArguments, testFiles } from './testing/parts.ts';
import { root } from './testing/paths.ts';

const options = { grep: { type: 'string' }, minimum: { type: 'boolean', default: false } } as const;
const { values, positionals } = parseArgs({ allowPositionals: true, options });
if (values.minimum) process.env.VSCODE_HOST = 'minimum';
const grep = values.grep === undefined ? [] : ['--grep', values.grep];

let packed: string | undefined;
const vsix = () => {
  packed ??= packageExtension().file;
  return packed;
};

const runPart = (part: keyof typeof testFiles, env = {}) =>
  runMocha({ reporter: 'dot', args: [...mochaArguments(testFiles[part], { parallel: true }), ...grep], env });

/** Each process that runs tests would take the types out of all of the source again; Node looks whether a text changed. */
const compiled = { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled') };

/** The parts in the order they run: the quickest answer first. */
const parts = {
  check: async () => check(),
  core: async () => runPart('core', compiled),
  app: async () => runPart('app'),
  package: async () =>
    runMocha({ reporter: 'spec', args: ['--no-config', '--timeout', '600000', ...grep, 'test/package/**/*.test.ts'] }),
  vscode: async () => (await import('./testing/vscodeTests.ts')).runVscodeTests(vsix(), values.grep),
  ui: async () => (await import('./testing/uiTests.ts')).runUiTests(vsix(), grep),
} satisfies Record<string, () => Promise<Outcome>>;

function isPart(name: string): name is keyof typeof parts {
  return Object.hasOwn(parts, name);
}

const unknown = positionals.filter((name) => !isPart(name));
if (unknown.length > 0) {
  console.error(`Unknown part: ${unknown.join(', ')}. The parts are ${Object.keys(parts).join(', ')}.`);
  process.exit(1);
}

ensureCommands({ git: 'git' }, 'the tests');
const outcomes: Outcome[] = [];
const lines: string[] = [];
for (const name of Object.keys(parts).filter(isPart)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`\n== ${name}`);
  const start = performance.now();
  const outcome = await parts[name]().catch((error: unknown) => broken(nothingRan, String(error)));
  outcomes.push(outcome);
  lines.push(`${name.padEnd(8)}${describeOutcome(outcome)} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}

const total = sum(outcomes);
console.log(`\n${lines.join('\n')}\n\n${describeOutcome(total)}`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
