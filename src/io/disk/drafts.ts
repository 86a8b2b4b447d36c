/**
 * The files that stand beside others while those are written, and what a kill leaves of them. A draft is named after the
 * machine and the process that writes it, so that what the dead left can be told from what the living are writing.
 */
import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { isAlive, machine } from './processes.ts';

const pattern = /^\.broken-backlinks-([0-9a-f]{8})-(\d{1,10})-(\d{1,10})-[0-9a-f-]{36}\.tmp$/;

/** The drafts this thread is writing: another one of the same process number was left, as numbers are given out again. */
const ours = new Set<string>();

/** No write takes longer, also where the processes of another machine cannot be asked after. */
const longestWrite = 24 * 60 * 60 * 1000;

/** Lends a name nobody can foresee, in the same folder as the file so that it can be renamed to it, and clears it away. */
export async function withDraft<Value>(folder: string, write: (draft: string) => Promise<Value>): Promise<Value> {
  const name = `.broken-backlinks-${machine}-${process.pid}-${threadId}-${randomUUID()}.tmp`;
  ours.add(name);
  try {
    return await write(join(folder, name));
  } finally {
    // Gone already where all went well; where it cannot be removed, the error before it is the one to tell.
    await rm(join(folder, name), { force: true }).catch(() => undefined);
    ours.delete(name);
  }
}

/** Removes the drafts of those who write no more. What cannot be removed stays for the next time. */
export async function sweepDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (await isLeft(folder, name)) await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

async function isLeft(folder: string, name: string): Promise<boolean> {
  const [, where, pid, thread] = pattern.exec(name) ?? [];
  if (pid === undefined) return false;
  if (where !== machine) return isOld(join(folder, name));
  if (Number(pid) !== process.pid) return !isAlive(Number(pid));
  return Number(thread) === threadId && !ours.has(name);
}

async function isOld(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > longestWrite;
}
