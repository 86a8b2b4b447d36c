import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AnswerKey, KeptAnswer } from '../../src/core/backlinks/answers.ts';
import type { BacklinkAnswer } from '../../src/core/model.ts';
import { urlPath } from '../../src/core/paths.ts';
import { answerStore } from '../../src/io/stores/answerStore.ts';
import { spendStore } from '../../src/io/stores/spendStore.ts';
import { requestFor } from '../support/standIn/source.ts';

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
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'answers-'));
    warnings = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  describe('answers', () => {
    it('are read as they were written, in a folder that need not exist', async () => {
      const store = answerStore(path.join(folder, 'deep', 'down'), logger);
      assert.equal(await store.read(key), undefined);
      assert.ok((await store.write(key, kept)).ok);
      assert.deepEqual(JSON.parse(JSON.stringify(await store.read(key))), JSON.parse(JSON.stringify(kept)));
      assert.deepEqual(warnings, []);
    });

    it('belong to one question: site, options, source, page', async () => {
      const store = answerStore(folder, logger);
      await store.write(key, kept);
      const others: readonly AnswerKey<'pages'>[] = [
        { ...key, source: 'dataforseo-sandbox' },
        { ...key, request: { ...request, dofollowOnly: true } },
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
        const store = answerStore(folder, logger);
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

    it('leave no draft behind, and can be forgotten', async () => {
      const store = answerStore(folder, logger);
      await Promise.all([1, 2, 3].map(() => store.write(key, kept)));
      await writeFile(path.join(folder, 'other.json'), '{}');
      assert.equal((await readdir(folder)).length, 2);
      assert.equal(await store.clear(), 1);
      assert.deepEqual(await readdir(folder), ['other.json']);
      assert.equal(await answerStore(path.join(folder, 'none'), logger).clear(), 0);
    });

    it('say when they cannot be kept', async () => {
      await writeFile(path.join(folder, 'file'), '');
      const written = await answerStore(path.join(folder, 'file'), logger).write(key, kept);
      assert.ok(!written.ok && written.failure.message.includes('could not be written'));
    });
  });

  describe('spending', () => {
    const expense = { day: '2026-10-26', source: 'dataforseo', what: 'x', micros: 10, certain: true };

    it('is added up, whoever books and in whatever order', async () => {
      const [one, two] = [spendStore(folder, logger), spendStore(folder, logger)];
      for (let at = 0; at < 5; at++) one.recordCharge(expense);
      await one.read();
      two.recordCharge({ ...expense, certain: false });
      assert.deepEqual(await two.read(), { '2026-10': { requests: 6, certainMicros: 50, possibleMicros: 10 } });
      assert.deepEqual(await one.read(), await two.read());
    });

    it('forgets a month that cannot be read, and says so', async () => {
      await writeFile(
        path.join(folder, 'spend.json'),
        '{"2026-09":{"requests":1},"2026-10":{"requests":1,"certainMicros":2,"possibleMicros":0}}',
      );
      assert.deepEqual(await spendStore(folder, logger).read(), {
        '2026-10': { requests: 1, certainMicros: 2, possibleMicros: 0 },
      });
      assert.match(warnings[0] ?? '', /2026-09 is ignored/);
    });
  });
});
