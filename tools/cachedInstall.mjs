// Installs a pinned set of packages into the git-ignored cache, once, and again only when the set changes.
// Runs on Node 20: it is what brings in Node 24.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = join(dirname(fileURLToPath(import.meta.url)), '..', '.cache');
const windows = process.platform === 'win32';

/**
 * The folder of the cache with the packages that `source` (a folder with package.json and package-lock.json) pins.
 * `platform` is another than this machine's, for what is only read or emulated here.
 * `finish` does what npm does not, in that folder; give it a new `edition` whenever it changes.
 * Only one process installs at a time, the others wait for it. Throws with a message for the user.
 */
export function cachedInstall({ name, source, announcement, platform, edition = '', finish = () => undefined }) {
  const folder = join(cache, name);
  const stamp = join(folder, 'installed');
  const wanted = fingerprint(source, edition);
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isInstalled()) return folder;

  mkdirSync(folder, { recursive: true });
  withLock(`${folder}.lock`, () => {
    if (isInstalled()) return;
    console.error(announcement);
    rmSync(stamp, { force: true });
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(source, file), join(folder, file));
    const foreign = platform === undefined ? [] : ['--force', `--os=${platform}`];
    npm(['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error', ...foreign], folder);
    finish(folder);
    writeFileSync(stamp, wanted);
  });
  return folder;
}

/** Runs npm quietly in a folder; what it printed is shown only when it fails. */
export function npm(args, cwd, env = process.env) {
  const result = spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd, env, encoding: 'utf8', shell: windows });
  if (result.status === 0) return;
  throw new Error(
    `"npm ${args.join(' ')}" failed in ${cwd}:\n${result.error?.message ?? result.stdout + result.stderr}`,
  );
}

function fingerprint(source, edition) {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(source, 'package.json')));
  hash.update(readFileSync(join(source, 'package-lock.json')));
  return hash.update(`${process.platform}-${process.arch} ${edition}`).digest('hex');
}

function withLock(file, work) {
  while (!takeLock(file)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  try {
    work();
  } finally {
    rmSync(file, { force: true });
  }
}

function takeLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isHeld(file)) rmSync(file, { force: true });
    return false;
  }
}

/** Whether the process that took the lock still runs. A lock without a number yet is being taken right now. */
function isHeld(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
