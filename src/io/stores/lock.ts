/**
 * A lock between processes: one of them at a time does what must not be done by two at once. It is a folder of files
 * `1.lock`, `2.lock`, …, of which the highest tells who holds it. Whoever finds that one free, or left by a dead process,
 * makes the next: only one of all that try can make it. The highest is never removed, so nobody takes a lock for free
 * because it was cleared away at the wrong moment.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { failed, type Result, success } from '../../core/ports.ts';
import { isAlive, machine } from '../disk/processes.ts';
import { writeFailure } from '../disk/writeFailure.ts';

/** Nothing that is done under a lock takes longer: it is free then, whoever seems to hold it. */
const longestHold = 30_000;

/** What is held by this thread: another lock of the same process number was left by one that is dead. */
const ours = new Set<string>();

/** Runs alone among all processes that name the same folder. Where it cannot be written to, `name` is what fails. */
export async function withLock<Value>(
  folder: string,
  name: string,
  run: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const taken = await takeLock(folder, name);
  if (!taken.ok) return taken;
  const { file, token } = taken.value;
  try {
    return await run();
  } finally {
    await release(file);
    ours.delete(token);
  }
}

interface Taken {
  readonly file: string;
  readonly token: string;
}

async function takeLock(folder: string, name: string): Promise<Result<Taken>> {
  const token = randomUUID();
  ours.add(token);
  try {
    await mkdir(folder, { recursive: true });
    const giveUp = Date.now() + 2 * longestHold;
    while (Date.now() < giveUp) {
      const [highest = 0] = await generations(folder);
      const file = fileOf(folder, highest + 1);
      const isFree = highest === 0 || !(await isHeld(fileOf(folder, highest)));
      if (isFree && (await made(file, token)) && (await isHighest(folder, highest + 1, file))) {
        await clearBelow(folder, highest);
        return success({ file, token });
      }
      await setTimeout(2 + Math.random() * 10);
    }
    ours.delete(token);
    return failed('timed-out', `${name} is locked by another process for a minute. Close it, and try again.`);
  } catch (error) {
    ours.delete(token);
    return writeFailure(name, error);
  }
}

function fileOf(folder: string, generation: number): string {
  return join(folder, `${generation}.lock`);
}

/** Highest first. */
async function generations(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder);
  const found = names.flatMap((name) => /^(\d{1,15})\.lock$/.exec(name)?.[1] ?? []);
  return found.map(Number).sort((a, b) => b - a);
}

/** `false` where somebody else made it first. */
async function made(file: string, token: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle
      .writeFile(JSON.stringify({ machine, pid: process.pid, thread: threadId, token }))
      .finally(() => handle.close());
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

/** Windows refuses the name of a file that is being removed. */
function isBusy(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EEXIST' || (process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES'));
}

/** Whoever looked long ago may make a file below the one that is held by now. */
async function isHighest(folder: string, generation: number, file: string): Promise<boolean> {
  const [highest] = await generations(folder);
  if (highest === generation) return true;
  await rm(file, { force: true });
  return false;
}

/** The one before stays, for those who are about to make the file after it. */
async function clearBelow(folder: string, generation: number): Promise<void> {
  const old = (await generations(folder)).filter((each) => each < generation);
  await Promise.all(old.map((each) => rm(fileOf(folder, each), { force: true }).catch(() => undefined)));
}

async function isHeld(file: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = [await readFile(file, 'utf8'), await stat(file)];
    if (text.startsWith(free)) return false;
    return Math.abs(Date.now() - mtimeMs) < longestHold && !isLeft(text);
  } catch (error) {
    // Gone, or being removed: look again.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || isBusy(error)) return true;
    throw error;
  }
}

/** Its holder is dead. A file that is not written yet, or of another machine, is held as far as anybody can tell. */
function isLeft(text: string): boolean {
  const holder = holderIn(text);
  if (holder === undefined || holder.machine !== machine) return false;
  if (holder.pid !== process.pid) return !isAlive(holder.pid);
  return holder.thread === threadId && !ours.has(holder.token);
}

interface Holder {
  readonly machine: string;
  readonly pid: number;
  readonly thread: number;
  readonly token: string;
}

function holderIn(text: string): Holder | undefined {
  try {
    const found = JSON.parse(text) as Partial<Holder> | null;
    return typeof found?.pid === 'number' && found.pid > 0 ? (found as Holder) : undefined;
  } catch {
    // Being written.
    return undefined;
  }
}

/** In place of the first byte: whoever reads sees the lock held or free, nothing between. */
const free = 'f';

async function release(file: string): Promise<void> {
  try {
    const handle = await open(file, 'r+');
    await handle.write(free, 0).finally(() => handle.close());
  } catch {
    // Taken over as it was held for too long, or the disk fails: the next one waits until it is old.
  }
}
