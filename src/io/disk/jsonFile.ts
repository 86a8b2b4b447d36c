/** A JSON file that is whole or absent, also when the machine stops in the middle of writing it. */
import { readFile } from 'node:fs/promises';
import type { Logger, Result } from '../../core/ports.ts';
import type { Json } from './json.ts';
import { writeWhole } from './wholeFile.ts';

/** `undefined` when there is no such file, or it cannot be read, which the log then says. */
export async function readJsonFile(file: string, logger: Logger): Promise<Json | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Json;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') logger.warn(`${file} is ignored: ${reason(error)}`);
    return undefined;
  }
}

/** For this user's eyes alone. */
export function writeJsonFile(file: string, value: unknown): Promise<Result<undefined>> {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
  return writeWhole(file, bytes, { name: file, before: { kind: 'anything' }, mode: 0o600 });
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
