import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

export interface Package {
  readonly file: string;
  readonly bytes: number;
}

/** Builds the bundles and packs the extension as a `.vsix` in the project's folder. Throws when that fails. */
export function packageExtension(): Package {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Readonly<
    Record<string, string>
  >;
  const file = join(root, `${name}-${version}.vsix`);
  run(join('tools', 'build.mjs'));
  run(join('node_modules', '@vscode', 'vsce', 'vsce'), 'package', '--no-dependencies', '--out', file);
  return { file, bytes: statSync(file).size };
}

/** Runs a script of this project; what it printed is shown only when it fails. */
function run(script: string, ...args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script} failed:\n${error?.message ?? stdout + stderr}`);
}
