// Hooks for Nodes that cannot run TypeScript: each source is read as it was compiled before, and keeps its own address.
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const compiled = join(root, 'out', 'compiled');

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !/\.ts(?:[?#]|$)/.test(url)) return next(url, context);
  const source = await readFile(join(compiled, `${relative(root, fileURLToPath(url))}.mjs`), 'utf8');
  return { format: 'module', source, shortCircuit: true };
}
