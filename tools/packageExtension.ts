import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fastGlob from 'fast-glob';

const root = join(import.meta.dirname, '..');

export interface Package {
  readonly file: string;
  readonly bytes: number;
}

/**
 * Builds the bundles and packs the extension as a `.vsix` in the project's folder, byte for byte the same wherever and
 * whenever one commit is packed with one version of Node. Throws when that fails.
 */
export function packageExtension(file = join(root, `${nameAndVersion()}.vsix`)): Package {
  // Packing runs the build first (`vscode:prepublish`).
  run(join('node_modules', '@vscode', 'vsce', 'vsce'), 'package', '--no-dependencies', '--out', file);
  return { file, bytes: statSync(file).size };
}

function nameAndVersion(): string {
  const read = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Readonly<Record<string, string>>;
  return `${read.name}-${read.version}`;
}

/** Runs a script of this project; what it printed is shown only when it fails. */
function run(script: string, ...args: readonly string[]): void {
  plainModes();
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
    // An archive writes times as the clock on the wall shows them.
    env: { ...process.env, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH || commitTime(), TZ: 'UTC' },
  });
  if (status !== 0) throw new Error(`${script} failed:\n${error?.message ?? stdout + stderr}`);
}

/** An archive keeps who may write a file, which on the disk follows from the mask of whoever checked it out. */
function plainModes(): void {
  process.umask(0o022);
  if (process.platform === 'win32') return;
  const kept = ['*.{json,md}', 'LICENSE', 'docs/findings/**', 'media/**'];
  for (const file of fastGlob.globSync(kept, { cwd: root, absolute: true })) {
    if ((statSync(file).mode & 0o777) !== 0o644) chmodSync(file, 0o644);
  }
}

/** Of the commit that is packed; of the start of the calendar of archives where there is none. */
function commitTime(): string {
  const { stdout, status } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '315532800';
}
