/** Calls to the file system that fail as they do on a full, locked or read-only disk, or come after somebody else's. */
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

export type Failing = Readonly<Record<string, Failure | (() => void)>>;

interface Failure {
  readonly code: string;
  /** How often; without it always. */
  readonly times?: number;
}

/** Runs with calls of these names failing, or something done before each; those of handles are named `handle.sync`. */
export async function withFailing<Value>(failing: Failing, run: () => Promise<Value>): Promise<Value> {
  const handle = await promises.open(process.execPath, 'r');
  const handles: object = Object.getPrototypeOf(handle);
  await handle.close();
  const undo = Object.entries(failing).map(([name, failure]) => {
    const object = name.startsWith('handle.') ? handles : promises;
    const key = name.replace('handle.', '');
    const original: unknown = Reflect.get(object, key);
    let calls = 0;
    const call = function (this: unknown, ...args: unknown[]): unknown {
      calls++;
      if (typeof failure === 'function') failure();
      else if (calls <= (failure.times ?? calls)) {
        return Promise.reject(Object.assign(new Error(`${failure.code}: injected`), { code: failure.code }));
      }
      return Reflect.apply(original as () => unknown, this, args);
    };
    Reflect.set(object, key, call);
    return () => Reflect.set(object, key, original);
  });
  syncBuiltinESMExports();
  try {
    return await run();
  } finally {
    for (const restore of undo) restore();
    syncBuiltinESMExports();
  }
}
