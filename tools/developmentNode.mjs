// The Node version this project is developed and tested with, from the package registry.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedInstall } from './cachedInstall.mjs';

const source = join(dirname(fileURLToPath(import.meta.url)), 'node24');

/** The executable and its folder (which has the headers for compiling add-ons). Throws when there is none. */
export function developmentNode() {
  const folder = cachedInstall({
    name: 'node24',
    source,
    announcement: 'Installing Node 24, which this project is developed with, into .cache (once).',
  });
  const home = join(
    folder,
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
  );
  const executable = process.platform === 'win32' ? join(home, 'bin', 'node.exe') : join(home, 'bin', 'node');
  if (!existsSync(executable)) {
    throw new Error(`The package registry has no Node 24 for ${process.platform} ${process.arch}.`);
  }
  return { executable, home };
}
