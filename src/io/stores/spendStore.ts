/** What was spent each month, in one JSON file in a folder the host chooses. */
import path from 'node:path';
import { type Expense, type Ledger, type MonthSpend, recordCharge } from '../../core/backlinks/ledger.ts';
import type { Logger } from '../../core/ports.ts';
import { count, record } from '../disk/json.ts';
import { readJsonFile, writeJsonFile } from '../disk/jsonFile.ts';

export interface SpendStore {
  /** Everything booked so far, also what is still being written. */
  read(): Promise<Ledger>;
  /** Returns at once; the file follows. */
  recordCharge(expense: Expense): void;
}

export function spendStore(folder: string, logger: Logger): SpendStore {
  const file = path.join(folder, 'spend.json');
  // One after the other, each on what the file holds by then: another window may have written to it.
  let queue: Promise<unknown> = Promise.resolve();
  const load = async (): Promise<Ledger> => {
    const months: [string, MonthSpend][] = [];
    for (const [month, value] of Object.entries(record(await readJsonFile(file, logger)) ?? {})) {
      const spend = record(value);
      const requests = count(spend?.requests);
      const certainMicros = count(spend?.certainMicros);
      const possibleMicros = count(spend?.possibleMicros);
      if (requests === undefined || certainMicros === undefined || possibleMicros === undefined) {
        logger.warn(`${file}: the month ${month} is ignored, as it cannot be read.`);
      } else months.push([month, { requests, certainMicros, possibleMicros }]);
    }
    return Object.fromEntries(months);
  };
  return {
    read: async () => {
      await queue;
      return load();
    },
    recordCharge: (expense) => {
      queue = queue.then(async () => {
        const written = await writeJsonFile(file, recordCharge(await load(), expense));
        if (!written.ok) logger.warn(written.failure.message);
      });
    },
  };
}
