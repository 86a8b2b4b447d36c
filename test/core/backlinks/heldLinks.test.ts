/**
 * What stored answers say of links to pages that live: exports of Ahrefs, Search Console and Bing name these beside the dead ones
 * (https://support.google.com/webmasters/answer/9049606), and counts were asked for.
 */
import assert from 'node:assert/strict';
import { heldLinks } from '../../../src/core/backlinks/askCounts.ts';
import { brokenPages } from '../../../src/core/backlinks/brokenPages.ts';
import type { RowReading, SeenRow } from '../../../src/core/backlinks/seenRow.ts';
import { siteTarget } from '../../../src/core/backlinks/siteTarget.ts';
import type { BacklinkAnswer } from '../../../src/core/model.ts';

const page = (name: string) => `https://example.org/${name}`;
const row = (url: string, links: number, rest: Partial<SeenRow> = {}): RowReading => ({
  ok: true,
  row: {
    ...{ url, status: undefined, statusSeen: undefined, backlinks: links, referringDomains: undefined },
    ...{ dofollow: undefined, rank: undefined, firstSeen: undefined, lastSeen: undefined, link: undefined },
    ...rest,
  },
});
const answer = (source: string, asked: string, ...rows: readonly RowReading[]): BacklinkAnswer => ({
  ...{ source, asked, truncated: false, costMicros: 0, notes: [] },
  ...brokenPages(rows, { targets: [siteTarget('example.org')!], includeSubdomains: false }),
});
const counted = (url: string, backlinks: number, asked = '2026-10-01') => ({
  ...{ url, asked, backlinks, referringDomains: 1 },
});

describe('links that stored answers know', () => {
  it('are found by any spelling of the address, and with their day', () => {
    const held = heldLinks(
      [
        {
          source: 'dataforseo',
          value: { addresses: [counted(page('a/'), 3), counted(page('none/'), 0)], costMicros: 0 },
        },
      ],
      [],
    );
    for (const url of [page('a/'), page('a'), 'http://www.example.org/a/?utm_source=x']) {
      assert.deepEqual(held(url)?.backlinks, 3, url);
    }
    assert.deepEqual([held(page('a/'))?.asked, held(page('a/'))?.source], ['2026-10-01', 'dataforseo']);
    // None that was counted is told as little as one of which nothing is known.
    for (const url of [page('none/'), page('b/'), 'https://other.example/a/']) assert.equal(held(url), undefined, url);
  });
  it('stand with pages that answer as well as with those that fail, their spellings added up', () => {
    const held = heldLinks(
      [],
      [
        answer(
          'file',
          '2026-11-01',
          row(page('ok/'), 4, { status: 200 }),
          row('http://example.org/ok', 2, { status: 200 }),
          row(page('unclear/'), 5, { referringDomains: 2 }),
          row(page('gone/'), 6, { status: 404 }),
          row(page('lost/'), 9, { isLost: true }),
          row('https://other.example/off/', 7),
        ),
      ],
    );
    assert.deepEqual(
      ['ok/', 'unclear/', 'gone/', 'lost/'].map((name) => held(page(name))?.backlinks),
      [6, 5, 6, undefined],
    );
    assert.equal(held(page('unclear/'))?.referringDomains, 2);
  });
  it('of several answers are those of the one with most, as they may be the same links', () => {
    const held = heldLinks(
      [{ source: 'dataforseo', value: { addresses: [counted(page('a/'), 3)], costMicros: 0 } }],
      [answer('file', '2026-11-01', row(page('a/'), 8)), answer('free', '2026-11-02', row(page('a/'), 1))],
    );
    assert.deepEqual(
      [held(page('a/'))?.backlinks, held(page('a/'))?.source, held(page('a/'))?.asked],
      [8, 'file', '2026-11-01'],
    );
  });
});
