/** What sources tell free of charge, as it is kept on this machine. */
import { join } from 'node:path';
import type { FactStore } from '../../core/backlinks/source.ts';
import type { Logger } from '../../core/ports.ts';
import { countIn, record } from '../disk/json.ts';
import { readJsonFile, writeJsonFile } from '../disk/jsonFile.ts';

/** Raised when a reader of before would misread a file of now. */
const version = 1;

/** One small file for each fact. */
export function factStore(folder: string, logger: Logger): FactStore {
  const fileOf = (name: string) => join(folder, `${name.replace(/[^a-z0-9.-]/gi, '_')}.v${version}.json`);
  return {
    read: async (name) => {
      const { version: of, at, value } = record(await readJsonFile(fileOf(name), logger)) ?? {};
      const told = countIn(at);
      return of !== version || told === undefined || value === undefined ? undefined : { at: told, value };
    },
    write: async (name, at, value) => {
      const written = await writeJsonFile(fileOf(name), { version, at, value });
      if (!written.ok) logger.warn(written.failure.message);
    },
  };
}
