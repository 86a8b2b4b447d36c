/**
 * Keeps what Node compiled of this program, so that its next start compiles nothing: a third of the processor time of a
 * short command. Node checks that what it takes up is of the same text, and compiles where it is not or is missing.
 */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import * as module from 'node:module';
import { join } from 'node:path';
import { buildId } from '../buildId.ts';
import type { Environment } from '../environment.ts';
import { storeFolder } from './place.ts';

/** One build is in use, and another where a project has a version of its own. */
const mostBuilds = 3;

/** Of what is read after it. Each build has a folder in the store; nothing is told where it cannot be kept. */
export function keepCompiled(environment: Environment, build = buildId): void {
  // Not before Node 22.1.
  const enable = (module as Partial<typeof module>).enableCompileCache;
  if (enable === undefined || build === undefined) return;
  const all = join(storeFolder(environment), 'compiled');
  const own = join(all, build.slice(0, 16));
  try {
    // `undefined` where it is there already.
    if (mkdirSync(own, { recursive: true, mode: 0o700 }) !== undefined) removeOldest(all, own);
    enable(own);
  } catch {
    // A folder that is full or may not be written: it starts as it did before.
  }
}

function removeOldest(all: string, own: string): void {
  const others = readdirSync(all).flatMap((name) => {
    const folder = join(all, name);
    return folder === own || !/^[0-9a-f]{16}$/.test(name) ? [] : [{ folder, time: statSync(folder).mtimeMs }];
  });
  others.sort((a, b) => b.time - a.time);
  for (const { folder } of others.slice(mostBuilds - 1)) rmSync(folder, { recursive: true, force: true });
}
