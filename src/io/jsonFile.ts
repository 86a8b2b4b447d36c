/** A JSON file that is whole or absent, also when the machine stops in the middle of writing it. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failed, type Logger, type Result, success } from '../core/ports.ts';
import type { Json } from './json.ts';

/** `undefined` when there is no such file, or it cannot be read, which the log then says. */
export async function readJsonFile(file: string, logger: Logger): Promise<Json | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Json;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') logger.warn(`${file} is ignored: ${reason(error)}`);
    return undefined;
  }
}

export async function writeJsonFile(file: string, value: unknown): Promise<Result<undefined>> {
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(draft, `${JSON.stringify(value)}\n`, { flag: 'wx', mode: 0o600 });
    await rename(draft, file);
    return success(undefined);
  } catch (error) {
    // Where the draft cannot even be looked for, the first error is the one to tell.
    await rm(draft, { force: true }).catch(() => undefined);
    return failed('bad-answer', `${file} could not be written: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
