import { fileName } from '../../core/paths.ts';
import { gitText } from './git.ts';
import { readTree } from './tree.ts';

/** How many states of the past are looked at. */
const samples = 12;

/**
 * Which of the file endings this repository has or had: those in its newest and in some earlier states.
 * Git compares every changed path with every pattern it is given, so asking for endings nobody used doubles its time.
 */
export async function endingsInUse(
  root: string,
  head: string,
  endings: readonly string[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const states = await gitText(root, ['rev-list', '--first-parent', head], signal);
  const hashes = states.ok ? states.value.trim().split('\n') : [head];
  const used = new Set<string>();
  for (let i = 0; i < samples; i++) {
    const hash = hashes[Math.round((i * (hashes.length - 1)) / (samples - 1))] ?? head;
    for (const path of (await readTree(root, hash, signal)).keys()) used.add(ending(path));
  }
  return endings
    .filter((wanted) => [...used].some((seen) => seen.toLowerCase() === wanted))
    .flatMap((wanted) => [...used].filter((seen) => seen.toLowerCase() === wanted));
}

function ending(path: string): string {
  const name = fileName(path);
  return name.slice(name.lastIndexOf('.') + 1);
}
