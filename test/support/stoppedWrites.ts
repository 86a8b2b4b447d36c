/**
 * Stops a writer at one of its calls to the file system: before it, after it, or with half of the bytes written. What is
 * on the disk then is what a kill at that moment leaves, as no line of the writer runs any more.
 */
import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

export type Moment = 'before' | 'middle' | 'after';

export interface Stop {
  /** The number of the call, from 1. */
  readonly call: number;
  readonly moment: Moment;
}

/** The file, beside the folder that is written to, by which a process tells that it kills itself now. */
export function killMark(folder: string): string {
  return `${folder}.killed`;
}

type Call = (this: unknown, ...args: unknown[]) => Promise<unknown>;
type Calls = Record<string, Call>;

const ofFiles = [
  ...['access', 'appendFile', 'copyFile', 'link', 'lstat', 'mkdir', 'open', 'readFile', 'readdir', 'realpath'],
  ...['rename', 'rm', 'stat', 'truncate', 'unlink', 'writeFile'],
];
const ofHandles = ['chmod', 'chown', 'close', 'readFile', 'stat', 'sync', 'truncate', 'write', 'writeFile'];

/** Runs `write` until it ends or is stopped, then `stopped`; gives the names of the calls it made. */
export async function runStopped(
  write: () => Promise<unknown>,
  stop: Stop | undefined,
  stopped: () => void = () => undefined,
): Promise<readonly string[]> {
  const files = promises as unknown as Calls;
  const handles = await prototypeOfHandles();
  const writeBytes = handles.write as Call;
  const made: string[] = [];
  const opened = new Set<FileHandle>();
  let halt: () => void = () => undefined;
  const halted = new Promise<void>((resolve) => {
    halt = resolve;
  });
  const hold = (): Promise<never> => {
    stopped();
    halt();
    return new Promise(() => undefined);
  };
  const around = (name: string, original: Call): Call =>
    async function (...args) {
      made.push(name);
      const moment = made.length === stop?.call ? stop.moment : undefined;
      if (moment === 'before') return hold();
      if (moment === 'middle') {
        await writeHalf(typeof args[0] === 'string' ? original : writeBytes, this, args);
        return hold();
      }
      // What a process has written outlives it; only a machine that stops needs the disk, and costs most of the time.
      const call = name === 'sync' ? Promise.resolve() : original.apply(this, args);
      if (name === 'open') call.then((handle) => opened.add(handle as FileHandle), ignore);
      if (moment !== 'after') return call;
      await call.catch(ignore); // a call that fails is made, too
      return hold();
    };
  const undo = [...ofFiles.map((name) => [files, name]), ...ofHandles.map((name) => [handles, name])].map(
    ([object, name]) => replaced(object as Calls, name as string, around),
  );
  syncBuiltinESMExports();
  try {
    await Promise.race([write(), halted]);
  } finally {
    for (const restore of undo) restore();
    syncBuiltinESMExports();
    for (const handle of opened) await handle.close().catch(() => undefined);
  }
  return made;
}

function ignore(): void {
  // Whoever made the call is told.
}

/** The moments at which a call can be stopped. */
export function momentsOf(name: string): readonly Moment[] {
  return name === 'write' || name === 'writeFile' ? ['before', 'middle', 'after'] : ['before', 'after'];
}

async function prototypeOfHandles(): Promise<Calls> {
  const handle = await promises.open(process.execPath, 'r');
  await handle.close();
  return Object.getPrototypeOf(handle) as Calls;
}

function replaced(object: Calls, name: string, around: (name: string, original: Call) => Call): () => void {
  const original = object[name] as Call;
  object[name] = around(name, original);
  return () => {
    object[name] = original;
  };
}

/** Of `writeFile(path, data)`, and of `writeFile(bytes)` and `write(bytes, offset, length, position)` of a handle. */
async function writeHalf(write: Call, handle: unknown, [first, second, third, position]: readonly unknown[]) {
  if (typeof first === 'string') {
    const bytes = Buffer.from(second as string | Uint8Array);
    await write(first, bytes.subarray(0, bytes.length / 2), third);
  } else if (first instanceof Uint8Array) {
    const length = typeof third === 'number' ? third : first.length;
    const start = typeof second === 'number' ? second : 0;
    await write.call(handle, first, start, Math.floor(length / 2), typeof position === 'number' ? position : null);
  }
}
