import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AnswerKey, KeptAnswer } from '../../../src/core/backlinks/answers.ts';
import { type Expense, unsettled, unsettledNote } from '../../../src/core/backlinks/ledger.ts';
import type { BacklinkAnswer } from '../../../src/core/model.ts';
import { urlPath } from '../../../src/core/paths.ts';
import { answerStore } from '../../../src/io/stores/answerStore.ts';
import { type SpendStore, spendStore } from '../../../src/io/stores/spendStore.ts';
import { charge, requestFor, value } from '../../support/standIn/source.ts';

const request = requestFor('example.org');
const key: AnswerKey<'pages'> = { call: 'pages', source: 'dataforseo', request };
const kept: KeptAnswer<BacklinkAnswer> = {
  asked: '2026-10-26',
  maximumRows: 1000,
  value: {
    source: 'dataforseo',
    asked: '2026-10-26',
    pages: [
      {
        url: 'https://example.org/café',
        spellings: ['https://example.org/café'],
        path: urlPath('/café'),
        status: 404,
        statusSeen: undefined,
        backlinks: 3,
        referringDomains: 2,
        dofollow: undefined,
        rank: 1,
        firstSeen: undefined,
        lastSeen: undefined,
        referrers: [],
      },
    ],
    leftOut: [],
    truncated: false,
    costMicros: 24_036,
    notes: [],
  },
};

describe('stored on disk', () => {
  let folder: string;
  let warnings: string[];
  const logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message: string) => void warnings.push(message),
    error: () => undefined,
  };
  const options = { logger, now: () => Date.UTC(2026, 9, 26, 12) };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'answers-'));
    warnings = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  describe('answers', () => {
    it('are read as they were written, in a folder that need not exist', async () => {
      const store = answerStore(path.join(folder, 'deep', 'down'), options);
      assert.equal(await store.read(key), undefined);
      assert.ok((await store.write(key, kept)).ok);
      assert.deepEqual(JSON.parse(JSON.stringify(await store.read(key))), JSON.parse(JSON.stringify(kept)));
      assert.deepEqual(warnings, []);
    });

    it('belong to one question: site, options, source, page', async () => {
      const store = answerStore(folder, options);
      await store.write(key, kept);
      const others: readonly AnswerKey<'pages'>[] = [
        { ...key, source: 'dataforseo-sandbox' },
        { ...key, request: { ...request, dofollowOnly: true } },
        { ...key, request: { ...request, asLinks: true } },
        { ...key, request: { ...request, includeSubdomains: false } },
        { ...key, request: requestFor('example.org/docs/') },
      ];
      for (const other of others) assert.equal(await store.read(other), undefined);
      assert.notEqual(await store.read({ ...key, request: { ...request, maximumRows: 5, capMicros: 1 } }), undefined);
      const [a, b] = ['https://example.org/a', 'https://example.org/b'].map(
        (page) => ({ ...key, call: 'referrers', page }) as const,
      );
      await store.write(a!, { asked: '2026-10-26', maximumRows: 20, value: { links: [], total: 0, costMicros: 1 } });
      assert.deepEqual([(await store.read(a!))?.value.total, await store.read(b!)], [0, undefined]);
    });

    for (const [name, damage] of Object.entries<(text: string) => string>({
      'cut off': (text) => text.slice(0, 100),
      empty: () => '',
      'of another version': (text) => text.replace('"version":1', '"version":0'),
      'of another question': (text) => text.replace('example.org', 'example.net'),
      'with a page that lost its path': (text) => text.replace('"path"', '"bath"'),
      'with text for a number': (text) => text.replace('"backlinks":3', '"backlinks":"3"'),
      'a list': () => '[]',
    })) {
      it(`are reported and ignored when ${name}, and replaced by the next one`, async () => {
        const store = answerStore(folder, options);
        await store.write(key, kept);
        const [file] = await readdir(folder);
        const whole = await readFile(path.join(folder, file!), 'utf8');
        assert.notEqual(damage(whole), whole);
        await writeFile(path.join(folder, file!), damage(whole));
        assert.equal(await store.read(key), undefined);
        assert.equal(warnings.length, 1);
        assert.ok(warnings[0]?.includes(file!));
        await store.write(key, kept);
        assert.notEqual(await store.read(key), undefined);
      });
    }

    describe('of a later version', () => {
      const laterFile = async () => {
        const [name = ''] = await readdir(folder);
        return path.join(folder, name.replace('.v1.', '.v7.'));
      };
      /** The file of now, as a later version might have written it. */
      const writeLater = async (change: (found: Record<string, unknown>) => unknown) => {
        await answerStore(folder, options).write(key, kept);
        const [name = ''] = await readdir(folder);
        const found = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
        await writeFile(
          await laterFile(),
          JSON.stringify(change({ ...found, version: 7, written: found.written + 1 })),
        );
        await rm(path.join(folder, name));
      };

      it('are read as far as they are known, with what is not', async () => {
        await writeLater((found) => ({ ...found, confirmed: { by: 'somebody' } }));
        const read = await answerStore(folder, options).read(key);
        assert.equal(read?.value.pages.length, 1);
        // What is written again says it still.
        await answerStore(folder, options).write(key, { ...read, value: { ...read.value, truncated: true } });
        const again = JSON.parse(await readFile((await laterFile()).replace('.v7.', '.v1.'), 'utf8'));
        assert.deepEqual([again.confirmed, again.version, again.value.truncated], [{ by: 'somebody' }, 1, true]);
      });
      it('are never written over, and stay where they cannot be read', async () => {
        await writeLater(({ value: _, ...found }) => ({ ...found, rows: 'elsewhere' }));
        const before = await readFile(await laterFile(), 'utf8');
        const store = answerStore(folder, options);
        assert.equal(await store.read(key), undefined);
        assert.match(warnings.join(), /v7\.json is ignored: a later version of this program wrote it.*It stays/);
        await store.write(key, kept);
        assert.notEqual(await store.read(key), undefined);
        assert.equal(await readFile(await laterFile(), 'utf8'), before);
      });
    });

    it('leave no draft behind, and can be forgotten', async () => {
      const store = answerStore(folder, options);
      await Promise.all([1, 2, 3].map(() => store.write(key, kept)));
      await writeFile(path.join(folder, 'other.json'), '{}');
      assert.equal((await readdir(folder)).length, 2);
      assert.equal(await store.clear(), 1);
      assert.deepEqual(await readdir(folder), ['other.json']);
      assert.equal(await answerStore(path.join(folder, 'none'), options).clear(), 0);
    });

    it('say when they cannot be kept', async () => {
      await writeFile(path.join(folder, 'file'), '');
      const written = await answerStore(path.join(folder, 'file'), options).write(key, kept);
      assert.ok(!written.ok && written.failure.message.includes('could not be written'));
    });
  });

  describe('spending', () => {
    const book = async (store: SpendStore, request: Expense, cap?: number) => value(await store.book(request, cap));
    const expense = { day: '2026-10-26', source: 'dataforseo', what: 'x', micros: 10, certain: true };

    it('is added up, whoever books and in whatever order', async () => {
      const [one, two] = [spendStore(folder, logger), spendStore(folder, logger)];
      for (let at = 0; at < 5; at++) await charge(one, expense);
      await one.read();
      await charge(two, { ...expense, certain: false });
      assert.deepEqual(await two.read(), { '2026-10': { requests: 6, certainMicros: 50, possibleMicros: 10 } });
      assert.deepEqual(await one.read(), await two.read());
    });

    it('is read of later versions as far as it is known, and no record is taken away', async () => {
      const file = path.join(folder, 'spend.jsonl');
      const later = `${JSON.stringify({ version: 9, ...expense, currency: 'USD' })}\n`;
      await writeFile(file, later);
      const store = spendStore(folder, logger);
      await charge(store, expense);
      assert.equal((await store.read())['2026-10']?.certainMicros, 20);
      assert.ok((await readFile(file, 'utf8')).startsWith(later));
      assert.deepEqual(
        (await store.expenses()).map(({ day, micros }) => [day, micros]),
        [
          ['2026-10-26', 10],
          ['2026-10-26', 10],
        ],
      );
    });

    it('is noted before a request is sent, and settled with its price, or taken back', async () => {
      const store = spendStore(folder, logger);
      const most = { ...expense, site: 'example.org', micros: 60_000, certain: false };
      const [one, two, three] = [await book(store, most), await book(store, most), await book(store, most)];
      // A program that is ended here leaves all three.
      assert.deepEqual(await store.read(), { '2026-10': { requests: 3, certainMicros: 0, possibleMicros: 180_000 } });
      await one.settle(24_036, true);
      await two.settle(0, true);
      await three.settle(60_000, false);
      assert.deepEqual(await spendStore(folder, logger).read(), {
        '2026-10': { requests: 2, certainMicros: 24_036, possibleMicros: 60_000 },
      });
      const open = unsettled(await store.expenses(), 'dataforseo', ['example.org']);
      assert.match(
        unsettledNote(open) ?? '',
        /^A request of 2026-10-26 about example\.org got no answer and may have been charged \(at most \$0\.06\)\. Asking/,
      );
      assert.deepEqual(unsettled(await store.expenses(), 'other', ['example.org']), []);
      await (await book(store, most)).settle(24_000, true);
      assert.deepEqual(unsettled(await store.expenses(), 'dataforseo', ['example.org']), []);
    });

    it('is refused where the cap of the month would be passed, whoever has booked the rest and is not done yet', async () => {
      const [one, two] = [spendStore(folder, logger), spendStore(folder, logger)];
      const most = { ...expense, micros: 40_000, certain: false };
      const first = await book(one, most, 60_000);
      const refused = await two.book(most, 60_000);
      assert.ok(!refused.ok);
      assert.match(refused.failure.message, /costs at most \$0\.04, but only \$0\.02 is left of this month's limit/);
      await first.settle(10_000, true);
      await book(two, most, 60_000);
      // Another month has its own.
      await book(two, { ...most, day: '2026-11-01' }, 60_000);
      assert.equal((await one.read())['2026-10']?.possibleMicros, 40_000);
    });

    it('lets an answer be paid for where it cannot be noted, and nothing where a cap must be held', async () => {
      await writeFile(path.join(folder, 'file'), '');
      const store = spendStore(path.join(folder, 'file', 'below'), logger);
      assert.ok((await store.book(expense, undefined)).ok);
      assert.match(warnings.join(), /What this request costs is not recorded/);
      const capped = await store.book(expense, 1000);
      assert.ok(!capped.ok);
      assert.match(
        capped.failure.message,
        /^Nothing was asked, because the cost could not be checked against the monthly limit/,
      );
    });

    it('says that there is more where a record cannot be read, or was cut off', async () => {
      const store = spendStore(folder, logger);
      await charge(store, expense);
      await store.read();
      const file = path.join(folder, 'spend.jsonl');
      await writeFile(file, '{"version":1,"day":"2026-10-26"}\n{"version":1,"day":"2026-', { flag: 'a' });
      await charge(store, expense);
      assert.deepEqual(await store.read(), { '2026-10': { requests: 2, certainMicros: 20, possibleMicros: 0 } });
      assert.match(warnings.join(), /1 of 4 lines cannot be read.*1 records of charges cannot be read; more was spent/);
    });
  });
});
