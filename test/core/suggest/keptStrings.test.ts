/** Texts that are kept come back as they were, whatever letters they have; directories that moved as the history tells them. */
import assert from 'node:assert/strict';
import { urlPath } from '../../../src/core/paths.ts';
import type { AddressRules } from '../../../src/core/site/addresses.ts';
import { pastToday, readPast } from '../../../src/core/suggest/past/readPast.ts';
import { keptFound, openFound } from '../../../src/core/suggest/text/foundTexts.ts';
import { keptLists, openLists } from '../../../src/core/suggest/text/keptLists.ts';
import { keptStrings, openStrings } from '../../../src/core/suggest/text/keptStrings.ts';
import { directoryMoves, historyTallies } from '../../../src/core/suggest/world/directoryMoves.ts';
import type { KeptTexts } from '../../../src/core/suggest/world/pageTexts.ts';
import { toldMoves } from '../../../src/core/suggest/world/toldMoves.ts';
import { drawn } from '../../support/drawn.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';

const texts = [
  '',
  'a',
  'Überblick 概要',
  '😀',
  '\ud800',
  'a\udc00b',
  '\0',
  '\0x',
  '\ufeffx',
  '['.repeat(5000),
  '\ud83d',
];

describe('kept texts', () => {
  it('come back as they were', () => {
    const { lists } = openLists(keptLists({}, keptStrings(texts))) ?? assert.fail();
    const opened = openStrings(lists);
    assert.equal(opened.length, texts.length);
    assert.deepEqual(
      texts.map((_, i) => opened.at(i)),
      texts,
    );
    assert.throws(() => opened.at(texts.length), RangeError);
    assert.throws(() => opened.at(-1), RangeError);
  });

  it('are found by themselves, and no other', () => {
    const { lists } = openLists(keptLists({}, keptFound(texts))) ?? assert.fail();
    const { placeOf } = openFound(lists);
    assert.deepEqual(texts.map(placeOf), [...texts.keys()]);
    for (const other of ['b', '\udc00', '\0\0', 'A']) assert.equal(placeOf(other), -1, other);
  });
});

const rules: AddressRules = {
  reads: () => 'path',
  routes: ({ path }) => [{ url: urlPath(`/${path.replace(/\.md$/, '')}/`), file: path, kind: 'page' }],
};

describe('what the history tells of directories', () => {
  for (let seed = 1; seed <= 12; seed++) {
    it(`is as it was kept what it tells, draw ${seed}`, async () => {
      const draw = drawn(seed);
      const name = () =>
        `${['docs', 'guide', 'docs/a', 'docs/b', 'x/y/z', ''][draw(6)]}/p${draw(9)}.md`.replace(/^\//, '');
      const lines = Array.from({ length: 12 }, (_, i) => {
        const moves = Array.from({ length: 1 + draw(4) }, () => [name(), name()] as const).filter(([a, b]) => a !== b);
        return `c${20 - i} 2024-01-${10 + i}\n${moves.map(([a, b]) => `R${60 + draw(41)} ${a} -> ${b}`).join('\n')}`;
      });
      const live = [name(), name(), name()];
      const history = memoryHistory({ log: lines.join('\n'), live });
      const { content } = await readPast(history, [rules], new Set());
      const lostHere = content.pages.slice(0, draw(3)).map((page) => ({ ...page }));
      const { ledger } = pastToday(content, history, { basePath: undefined, urlsOf: () => [], lostHere }, 'kept');
      const pages = {
        ofFile: (file: string) =>
          live.includes(file) ? ({ segments: file.replace('.md', '').split('/') } as never) : undefined,
      };
      let made = 0;
      const tables = new Map<string, Uint8Array>();
      const keptTexts: KeptTexts = {
        read: async () => undefined,
        keep: async () => undefined,
        described: () => undefined,
        table(kind, of) {
          const key = [kind, ...of].join('\0');
          const keep = async (table: Uint8Array) => {
            made++;
            tables.set(key, table);
          };
          return { read: async () => tables.get(key), keep };
        },
      };
      const known = [{ from: urlPath('/docs/a/p1/'), to: urlPath('/guide/p1/') }];
      const asked = ['', 'docs', 'docs/a', 'docs/b', 'guide', 'x/y/z', 'x/y', 'x', 'nowhere'];
      const said = (moves: ReturnType<typeof directoryMoves>) => asked.map((directory) => moves.of(directory));
      // With nothing kept, all is learned in one go.
      const whole = { ...ledger, kept: undefined };
      const fresh = historyTallies({ ledger: whole }, pages);
      const expected = said(directoryMoves({ ledger: whole, known }, pages, (directory) => fresh.get(directory)));
      for (const time of ['made', 'kept', 'kept again']) {
        const told = await toldMoves({ ledger }, pages, { keptTexts }, ['routes']);
        assert.deepEqual(said(directoryMoves({ ledger, known }, pages, told)), expected, time);
      }
      assert.equal(made, 1);
      await toldMoves({ ledger }, pages, { keptTexts }, ['other routes']);
      assert.equal(made, 2);
    });
  }

  it('is read of no rename where it is kept', async () => {
    const history = memoryHistory({ log: 'c1 2024-01-01\nR90 docs/a.md -> guide/a.md', live: ['guide/a.md'] });
    const { content } = await readPast(history, [rules], new Set());
    const { ledger } = pastToday(content, history, { basePath: undefined, urlsOf: () => [] }, 'kept');
    let table: Uint8Array | undefined;
    const keep = async (bytes: Uint8Array) => {
      table = bytes;
    };
    const keptTexts = {
      read: async () => undefined,
      keep: async () => undefined,
      described: () => undefined,
      table: () => ({ read: async () => table, keep }),
    };
    const pages = { ofFile: () => undefined };
    await toldMoves({ ledger }, pages, { keptTexts }, []);
    const closed = {
      ...ledger,
      get histories(): never {
        throw new Error('the renames were asked for');
      },
      moved(): never {
        throw new Error('the pages were asked for');
      },
    };
    const told = await toldMoves({ ledger: closed }, pages, { keptTexts }, []);
    assert.deepEqual([...(told('docs')?.to.keys() ?? [])], ['guide']);
  });
});
