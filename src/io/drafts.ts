/**
 * The files that stand beside others while those are written, and what a kill leaves of them. A draft is named after the
 * machine and the process that writes it, so that what the dead left can be told from what the living are writing.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const pattern = /^\.broken-backlinks-([0-9a-f]{8})-(\d{1,10})-[0-9a-f-]{36}\.tmp$/;

/** No write takes longer, also where the processes of another machine cannot be asked after. */
const longestWrite = 24 * 60 * 60 * 1000;

/** A name nobody can foresee, in the same folder as the file so that it can be renamed to it. */
export function draftIn(folder: string): string {
  return join(folder, `.broken-backlinks-${machine}-${process.pid}-${randomUUID()}.tmp`);
}

/** Removes the drafts of processes that are no more. What cannot be removed stays for the next time. */
export async function sweepDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, where, pid] = pattern.exec(name) ?? [];
    if (pid === undefined) continue;
    const isLeft = where === machine ? !isAlive(Number(pid)) : await isOld(join(folder, name));
    if (isLeft) await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive, too, and may not be signalled.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function isOld(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > longestWrite;
}
