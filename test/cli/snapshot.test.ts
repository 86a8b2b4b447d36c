/** What `snapshot` writes: the same bytes for the same answer, a line for each page, and nobody who links. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotColumns, snapshotFile, snapshotText } from '../../src/core/backlinks/snapshot.ts';
import type { BacklinkAnswer } from '../../src/core/model.ts';
import { createSample } from '../../src/sample/createSample.ts';
import { brokenPage } from '../support/brokenPage.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { sampleData, sampleFolder } from '../support/sampleIndex.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { runCommand } from '../support/terminal.ts';

const answerOf = (pages: BacklinkAnswer['pages']): BacklinkAnswer => ({
  source: 'index',
  asked: '2026-11-23',
  pages,
  leftOut: [],
  truncated: false,
  costMicros: 0,
  notes: [],
});

describe('the text of a snapshot', () => {
  const from = 'https://secret-referrer.example/page';
  const pages = ['/b/', '/a/?x=1', '/c c/', '/d\te\nf/', '/für/'].map((path) =>
    brokenPage(path, {
      referrers: [
        {
          from,
          fromDomain: 'secret-referrer.example',
          fromTitle: 'secret title',
          to: `https://example.org${path}`,
          anchor: 'secret anchor',
          dofollow: true,
          domainRank: 5,
          firstSeen: undefined,
          lastSeen: undefined,
        },
      ],
    }),
  );

  it('is the same in whatever order the pages come', () => {
    const text = snapshotText(answerOf(pages));
    for (const order of [[...pages].reverse(), [...pages.slice(2), ...pages.slice(0, 2)]]) {
      assert.equal(snapshotText(answerOf(order)), text);
    }
  });

  it('has a line for each page, and the same cells in each, whatever stands in an address', () => {
    const lines = snapshotText(answerOf(pages)).split('\n');
    assert.equal(lines.pop(), '');
    assert.equal(lines.length, pages.length + 1);
    for (const line of lines) assert.equal(line.split('\t').length, snapshotColumns.length, line);
    assert.deepEqual(lines[0]?.split('\t'), [...snapshotColumns]);
  });

  it('says nothing of who links', () => {
    assert.doesNotMatch(snapshotText(answerOf(pages)), /secret/);
  });

  it('changes by one line where one page changed', () => {
    const [first, ...others] = pages;
    const [before, after] = [pages, [{ ...first!, backlinks: 99 }, ...others]].map((each) =>
      snapshotText(answerOf(each)).split('\n'),
    );
    assert.equal(before!.filter((line) => !after!.includes(line)).length, 1);
    assert.equal(after!.length, before!.length);
  });

  it('leaves out what is no proof, and leaves empty what is not known', () => {
    const doubtful = brokenPage('/doubt/', { doubt: 'it is old' });
    const unknown = brokenPage('/unknown/', { backlinks: undefined, referringDomains: undefined, lastSeen: undefined });
    const [, line, end] = snapshotText(answerOf([doubtful, unknown])).split('\n');
    assert.match(line ?? '', /\/unknown\/\t404\t[^\t]*\t\t\t$/);
    assert.equal(end, '');
  });
});

describe('snapshot --write', () => {
  let folder: string;
  let index: StandIn;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
    index = await startStandIn({ data: await sampleData(sampleFolder), balanceMicros: 12_400_000 });
    await createSample(join(folder, 'site'), sampleFolder);
  });
  after(async () => {
    await index.close();
    removeFolder(folder);
  });
  const file = () => join(folder, 'site', snapshotFile);
  const run = (words: readonly string[], home: string, err?: (text: string) => void) =>
    runCommand([...words, '--repo', join(folder, 'site')], {
      env: {
        BROKEN_BACKLINKS_HOME: join(folder, home),
        DATAFORSEO_API: index.url,
        DATAFORSEO_LOGIN: index.login,
        DATAFORSEO_PASSWORD: index.password,
      },
      ...(err && { err }),
    });

  it('says first that the licence decides, and writes then, the same bytes each time', async () => {
    for (const home of ['one', 'two']) {
      const asked = await run(['audit', '--no-recheck', '--max-cost', '1'], home);
      assert.equal(asked.code, 2, asked.err);
    }
    let wasThere: boolean | undefined;
    const said = (text: string) => {
      if (/licence decides whether its rows may be published/.test(text)) wasThere ??= existsSync(file());
    };
    assert.equal((await run(['snapshot', '--write'], 'one', said)).code, 0);
    assert.equal(wasThere, false);
    const text = readFileSync(file(), 'utf8');
    for (const home of ['one', 'two']) {
      assert.equal((await run(['snapshot', '--write'], home)).code, 0);
      assert.equal(readFileSync(file(), 'utf8'), text);
    }
    for (const { from } of (await sampleData(sampleFolder)).links)
      assert.ok(!text.includes(new URL(from).hostname), from);
  });
});
