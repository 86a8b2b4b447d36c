/**
 * A process that uses the store: `recordingProcess.ts FOLDER add NAME COUNT` records charges and answers one after the
 * other; `… capped NAME COUNT` spends as long as the month's cap lets it; `… hold` takes the lock, says so, and keeps it until it is killed.
 */
import { join } from 'node:path';
import { success } from '../../src/core/ports.ts';
import { withLock } from '../../src/io/stores/lock.ts';
import { openStore } from '../../src/io/stores/store.ts';
import { charge, requestFor } from './standIn/source.ts';

const [folder = '', what = '', name = '', times = '0'] = process.argv.slice(2);
const fail = (message: string) => {
  throw new Error(message);
};
const logger = { debug: () => undefined, info: () => undefined, warn: fail, error: fail };
const store = openStore({ folder, former: [], logger, now: () => Date.UTC(2026, 10, 20) });

if (what === 'hold') {
  await withLock(join(folder, 'lock'), folder, async () => {
    process.stdout.write('held\n');
    // Longer than any test waits.
    await new Promise((done) => setTimeout(done, 600_000));
    return success(undefined);
  });
} else if (what === 'capped') {
  for (let at = 0; at < Number(times); at++) {
    const most = { day: '2026-11-20', source: name, what: `${at}`, micros: 100, certain: false };
    const booked = await store.spend.book(most, 1000);
    // Every fourth is never answered.
    if (booked.ok && at % 4 > 0) await booked.value.settle(10, true);
  }
  process.exit(0);
} else {
  for (let at = 0; at < Number(times); at++) {
    const expense = { day: '2026-11-20', source: name, what: `${at}`, micros: 1, certain: true };
    await charge(store.spend, expense);
    const key = { call: 'summary', source: name, request: requestFor('example.org') } as const;
    const value = { backlinks: at, referringDomains: 1, brokenBacklinks: 1, brokenPages: 1, costMicros: 1 };
    const written = await store.answers.write(key, { asked: '2026-11-20', maximumRows: 1, value });
    if (!written.ok) fail(written.failure.message);
  }
  process.exit(0);
}
