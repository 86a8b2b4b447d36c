/** What was spent: a record for each charge, in a file that editor and command line add to. */
import { join } from 'node:path';
import { type Expense, type Ledger, type MonthSpend, recordCharge, spentIn } from '../../core/backlinks/ledger.ts';
import type { Logger } from '../../core/ports.ts';
import { bool, count, type JsonRecord, text } from '../disk/json.ts';
import { type Records, recordFile } from './records.ts';

/** Raised when a reader of before would misread a record of now. Fields may be added without. */
const version = 1;

/** What was spent on this machine, shared by all hosts. */
export interface SpendStore {
  /** Everything recorded so far, also what is still being written. */
  read(): Promise<Ledger>;
  /** Every charge that was recorded one by one, the oldest first. */
  expenses(): Promise<readonly Expense[]>;
  /** Returns at once; the file follows. */
  recordCharge(expense: Expense): void;
}

/** `ready` is waited for before anything is read. */
export function spendStore(folder: string, logger: Logger, ready: () => Promise<void> = nothingToWaitFor): SpendStore {
  const records = spendRecords(folder, logger);
  // One after the other, so that what is read is all that was recorded before.
  let queue: Promise<unknown> = Promise.resolve();
  const all = async () => {
    await ready();
    await queue;
    return records.read();
  };
  return {
    read: async () => ledgerOf(await all(), logger),
    expenses: async () => (await all()).map(expenseIn).filter((expense) => expense !== undefined),
    recordCharge: (expense) => {
      queue = queue.then(async () => {
        const written = await records.append({ version, ...expense } as JsonRecord);
        if (!written.ok) logger.warn(written.failure.message);
      });
    },
  };
}

/** Months of a store of before, which knew sums alone. Recorded again, they replace what was recorded of it. */
export async function recordMonths(records: Records, from: string, months: Ledger): Promise<boolean> {
  for (const [month, spend] of Object.entries(months)) {
    const written = await records.append({ version, takenFrom: from, month, ...spend });
    if (!written.ok) return false;
  }
  return true;
}

export function spendRecords(folder: string, logger: Logger): Records {
  return recordFile(join(folder, 'spend.jsonl'), join(folder, 'lock'), logger);
}

export function monthSpendIn(found: JsonRecord | undefined): MonthSpend | undefined {
  const requests = count(found?.requests);
  const certainMicros = count(found?.certainMicros);
  const possibleMicros = count(found?.possibleMicros);
  if (requests === undefined || certainMicros === undefined || possibleMicros === undefined) return undefined;
  return { requests, certainMicros, possibleMicros };
}

function ledgerOf(records: readonly JsonRecord[], logger: Logger): Ledger {
  const taken = new Map<string, readonly [month: string, spend: MonthSpend]>();
  let ledger: Ledger = {};
  let unknown = 0;
  for (const each of records) {
    const expense = expenseIn(each);
    const [from, month, spend] = [text(each.takenFrom), text(each.month), monthSpendIn(each)];
    if (expense !== undefined) ledger = recordCharge(ledger, expense);
    else if (from !== undefined && month !== undefined && spend !== undefined) {
      taken.set(JSON.stringify([from, month]), [month, spend]);
    } else unknown++;
  }
  for (const [month, spend] of taken.values()) ledger = { ...ledger, [month]: together(spentIn(ledger, month), spend) };
  if (unknown > 0) logger.warn(`${unknown} records of charges cannot be read; more was spent than is known.`);
  return ledger;
}

function together(one: MonthSpend, other: MonthSpend): MonthSpend {
  return {
    requests: one.requests + other.requests,
    certainMicros: one.certainMicros + other.certainMicros,
    possibleMicros: one.possibleMicros + other.possibleMicros,
  };
}

/** Of any version, as far as its fields are known here. */
function expenseIn(found: JsonRecord): Expense | undefined {
  const [day, source, micros, certain] = [
    text(found.day),
    text(found.source),
    count(found.micros),
    bool(found.certain),
  ];
  if (day === undefined || !/^\d{4}-\d\d-\d\d/.test(day) || source === undefined) return undefined;
  if (micros === undefined || certain === undefined) return undefined;
  return { day, source, site: text(found.site), what: text(found.what) ?? '', micros, certain };
}

async function nothingToWaitFor(): Promise<void> {
  // A folder of its own: nothing was kept elsewhere.
}
