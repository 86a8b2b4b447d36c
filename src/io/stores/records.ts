/** Records that are added and never changed, one line of JSON each, in a file that several processes write to. */
import { readFile } from 'node:fs/promises';
import { type Logger, type Result, success } from '../../core/ports.ts';
import { isAbsentFile } from '../disk/absent.ts';
import { appendLine } from '../disk/appendedFile.ts';
import { type Json, type JsonRecord, record } from '../disk/json.ts';
import { withLock } from './lock.ts';

/**
 * A file of records, one a line, to which any process only adds; `append` does so under the lock. `mayAppend` sees there
 * what all processes have added so far, and nothing is added where it fails.
 */
export interface Records {
  /** In the order they were added, also those of other versions of this program. */
  read(): Promise<readonly JsonRecord[]>;
  append(
    added: JsonRecord,
    mayAppend?: (found: readonly JsonRecord[]) => Result<undefined>,
  ): Promise<Result<undefined>>;
}

export function recordFile(file: string, lock: string, logger: Logger): Records {
  const read = async () => {
    const text = await textOf(file, logger);
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const found = lines.map(recordIn);
    const lost = found.filter((each) => each === undefined).length;
    if (lost > 0) logger.warn(`${file}: ${lost} of ${lines.length} lines cannot be read and are skipped.`);
    return found.filter((each) => each !== undefined);
  };
  return {
    read,
    append: (added, mayAppend) =>
      withLock(lock, file, async () => {
        const may = mayAppend === undefined ? success(undefined) : mayAppend(await read());
        return may.ok ? appendLine(file, JSON.stringify(added)) : may;
      }),
  };
}

async function textOf(file: string, logger: Logger): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!isAbsentFile(error)) {
      logger.warn(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    return '';
  }
}

function recordIn(line: string): JsonRecord | undefined {
  try {
    return record(JSON.parse(line) as Json);
  } catch {
    // Cut off by a kill.
    return undefined;
  }
}
