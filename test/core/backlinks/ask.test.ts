import assert from 'node:assert/strict';
import type { AnswerStore } from '../../../src/core/backlinks/answers.ts';
import { type AskHost, askForPages, type Confirmation } from '../../../src/core/backlinks/ask.ts';
import type { BacklinkSource, Quote } from '../../../src/core/backlinks/source.ts';
import type { BacklinkAnswer } from '../../../src/core/model.ts';
import { failed, success } from '../../../src/core/ports.ts';
import { brokenPage } from '../../support/brokenPage.ts';
import { failure, never, requestFor, silent, value } from '../../support/standIn/source.ts';

const request = requestFor('example.org');

/** A host that has everything in memory, and what happened to it. */
function host(fields: Partial<AskHost> = {}, answer: Partial<BacklinkAnswer> = {}) {
  const events: string[] = [];
  const kept = new Map<string, unknown>();
  const answers: AnswerStore = {
    read: async (key) => kept.get(key.source) as never,
    write: async (key, value) => {
      kept.set(key.source, value);
      return success(undefined);
    },
    count: async () => 0,
    wider: async () => [],
    clear: async () => 0,
  };
  const source: BacklinkSource = {
    id: 'index',
    title: 'Index',
    probe: async () => success('balance $1.00'),
    quote: async ({ maximumRows, capMicros }) => {
      events.push(`quote ${maximumRows} rows, cap ${capMicros ?? 'none'}`);
      return success({ highestMicros: maximumRows, maximumRows, notes: [] as const } as unknown as Quote);
    },
    fetchPages: async (_request, quote) => {
      events.push(`pay ${quote.highestMicros}`);
      return success({
        source: 'index',
        asked: '2026-10-26',
        pages: [],
        leftOut: [],
        truncated: false,
        costMicros: 7,
        notes: [],
        ...answer,
      });
    },
  };
  const asking: AskHost = {
    sourceId: 'index',
    open: () => success(source),
    answers,
    ledger: async () => ({}),
    expenses: async () => [],
    today: () => '2026-10-26',
    answersKeptDays: 30,
    monthlyCapMicros: undefined,
    confirm: async () => ({ kind: 'go' }),
    ...fields,
  };
  return { asking, events, kept };
}

const run = (asking: AskHost, refresh = false, asked = request) => askForPages(asking, asked, refresh, silent, never);

describe('askForPages', () => {
  it('quotes, has it confirmed, pays and keeps the answer; the next time it is free', async () => {
    const { asking, events } = host();
    const first = value(await run(asking));
    assert.deepEqual([first.isKept, first.answer.costMicros], [false, 7]);
    const second = value(await run({ ...asking, open: () => failed('unauthorised', 'no login') }));
    assert.deepEqual([second.isKept, second.answer.costMicros], [true, 0]);
    assert.deepEqual(events, ['quote 1000 rows, cap none', 'pay 1000']);
  });

  it('keeps an answer under the name of who gave it', async () => {
    const { asking, kept } = host({ sourceId: 'index' }, {});
    const sandbox = { ...value(asking.open()), id: 'index-sandbox' };
    await run({ ...asking, open: () => success(sandbox) });
    assert.deepEqual([...kept.keys()], ['index-sandbox']);
  });

  it('asks again on refresh, and when the answer is too old', async () => {
    const { asking, events } = host();
    await run(asking);
    await run(asking, true);
    await run({ ...asking, today: () => '2026-11-25' });
    assert.equal(events.filter((event) => event.startsWith('pay')).length, 2);
    await run({ ...asking, today: () => '2026-11-26' });
    assert.equal(events.filter((event) => event.startsWith('pay')).length, 3);
  });

  it('asks again for more rows than a cut-off answer has, and not for fewer', async () => {
    const { asking, events } = host({}, { truncated: true, pages: [brokenPage('/a')] });
    await run(asking);
    await run(asking, false, { ...request, maximumRows: 10 });
    assert.equal(events.length, 2);
    await run(asking, false, { ...request, maximumRows: 2000 });
    assert.equal(events.at(-1), 'pay 2000');
  });

  it('keeps no answer in which nothing could be read, and uses none that was kept before', async () => {
    const gap = { kind: 'unreadable-answer', count: 10, message: 'items is null, and total_count is 10' } as const;
    const { asking, events, kept } = host({}, { truncated: true, gaps: [gap] });
    const first = value(await run(asking));
    assert.equal(kept.size, 0);
    assert.deepEqual(first.answer.gaps, [gap]);
    assert.match(first.answer.notes.at(-1)?.message ?? '', /not kept, because it could not be read/);
    const before = host({}, { truncated: true });
    const old = { asked: '2026-10-26', maximumRows: 1000, value: { ...first.answer, gaps: undefined, notes: [] } };
    await before.asking.answers.write({ call: 'pages', source: 'index', request }, old);
    await run(before.asking);
    assert.ok(before.events.some((event) => event.startsWith('pay')));
    assert.equal(events.filter((event) => event.startsWith('pay')).length, 1);
  });

  it('keeps what was paid for where the program ends during a later request, and no less than before', async () => {
    const { asking, events, kept } = host();
    const source = value(asking.open());
    const ended = (pages: number): AskHost => ({
      ...asking,
      open: () =>
        success({
          ...source,
          fetchPages: async (request, quote, progress, signal, keeping) => {
            const whole = value(await source.fetchPages(request, quote, progress, signal));
            const had = Array.from({ length: pages }, (_, at) => brokenPage(`/p${at}`));
            await keeping?.keepPart?.({ ...whole, pages: had, truncated: true });
            throw new Error('killed');
          },
        }),
    });
    const pagesKept = () => (kept.get('index') as { value: BacklinkAnswer } | undefined)?.value.pages.length;
    await assert.rejects(run(ended(2)), /killed/);
    assert.equal(pagesKept(), 2);
    const again = value(await run(asking));
    assert.deepEqual([again.isKept, again.answer.pages.length, again.answer.truncated], [true, 2, true]);
    await assert.rejects(run(ended(1), true), /killed/);
    assert.equal(pagesKept(), 2);
    await assert.rejects(run({ ...ended(1), today: () => '2026-11-26' }), /killed/);
    assert.equal(pagesKept(), 1);
    assert.equal(events.filter((event) => event.startsWith('pay')).length, 3);
  });

  it('charges nothing when the user says no, and keeps the old answer', async () => {
    const { asking, events, kept } = host();
    await run(asking);
    const before = kept.get('index');
    const refused = failure(await run({ ...asking, confirm: async () => ({ kind: 'cancel' }) }, true));
    assert.deepEqual([refused.kind, refused.message], ['cancelled', 'Cancelled. Nothing was charged.']);
    assert.equal(kept.get('index'), before);
    assert.equal(events.filter((event) => event.startsWith('pay')).length, 1);
  });

  it('keeps what was paid for when it is cancelled, and says so', async () => {
    const user = new AbortController();
    const { asking, kept } = host({}, { pages: [brokenPage('/a')], costMicros: 180_000 });
    const source = value(asking.open());
    const cancelling: AskHost = {
      ...asking,
      open: () =>
        success({
          ...source,
          fetchPages: async (...given) => {
            user.abort();
            return source.fetchPages(...given);
          },
        }),
    };
    const refused = failure(await askForPages(cancelling, request, false, silent, user.signal));
    assert.equal(refused.message, 'Cancelled. You paid $0.18. The answer is kept, and the next audit uses it.');
    assert.equal(kept.size, 1);
  });

  it('says before it asks again that the last request may have been charged', async () => {
    const open = {
      day: '2026-10-25',
      source: 'index',
      site: 'example.org',
      what: 'pages',
      micros: 60_000,
      certain: false,
    };
    const quotes: Quote[] = [];
    const { asking } = host({
      expenses: async () => [open],
      confirm: async (quote) => {
        quotes.push(quote);
        return { kind: 'cancel' };
      },
    });
    const source = value(asking.open());
    const quote = { highestMicros: 1, maximumRows: 1, source: 'index', notes: [] } as unknown as Quote;
    await run({ ...asking, open: () => success({ ...source, quote: async () => success(quote) }) });
    assert.match(quotes[0]?.notes[0]?.message ?? '', /^A request of 2026-10-25 about example\.org got no answer/);
  });

  it('quotes anew for fewer pages', async () => {
    const answers: Confirmation[] = [{ kind: 'fewer', maximumRows: 100 }, { kind: 'go' }];
    const { asking, events } = host({ confirm: async () => answers.shift()! });
    await run(asking);
    assert.deepEqual(events, ['quote 1000 rows, cap none', 'quote 100 rows, cap none', 'pay 100']);
  });

  it('asks nobody to confirm what is free', async () => {
    const { asking } = host({ confirm: () => assert.fail('was asked') });
    assert.ok((await run(asking, false, { ...request, maximumRows: 0 })).ok);
  });

  it('hands on what the month has left, or the tighter cap of the run', async () => {
    const { asking, events } = host({
      monthlyCapMicros: 1000,
      ledger: async () => ({ '2026-10': { requests: 1, certainMicros: 300, possibleMicros: 200 } }),
    });
    await run(asking);
    await run(asking, true, { ...request, capMicros: 50 });
    assert.deepEqual(
      events.filter((event) => event.startsWith('quote')),
      ['quote 1000 rows, cap 500', 'quote 1000 rows, cap 50'],
    );
  });

  it('loses no answer that cannot be kept', async () => {
    const { asking } = host();
    const answers: AnswerStore = { ...asking.answers, write: async () => failed('bad-answer', 'the disk is full') };
    const asked = value(await run({ ...asking, answers }));
    assert.equal(asked.answer.notes[0]?.message, 'This answer could not be kept: the disk is full');
  });
});
