/** Decided here: what was told of earlier states changes no answer; it only spares reading them again. */
import assert from 'node:assert/strict';
import type { BlobId, History } from '../../../src/core/history/history.ts';
import { buildLedger } from '../../../src/core/history/ledger.ts';
import { earlierAddresses, type Today } from '../../../src/core/history/pastConfigurations.ts';
import type { KeptStates } from '../../../src/core/history/toldStates.ts';
import { builtUrl, type RepoPath } from '../../../src/core/paths.ts';
import type { AddressRules } from '../../../src/core/site/addresses.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';

/** Rules of today: the name of a post below a folder. */
const rulesBelow = (folder: string): AddressRules => ({
  reads: (path) => (path.endsWith('.md') ? 'head' : undefined),
  routes: ({ path }) => {
    const name = path.replace(/^.*\/(?:\d+-\d+-\d+-)?|\.md$/g, '');
    return [{ url: builtUrl(`${folder}${name}/`, '/'), file: path, kind: 'page' }];
  },
});

const todayBelow = (folder: string): Today => ({
  generator: 'jekyll',
  root: '' as RepoPath,
  config: '_config.yml' as RepoPath,
  basePath: '/',
  rules: rulesBelow(folder),
  urlsOf: () => [],
});

const post = '_posts/2019-05-06-hello.md';

/** Of so many commits; the newest has the configuration of today, older ones have two others. Counts the trees that are read. */
function historyOf(commits: number, ofNewest = '/:title/') {
  const numbers = Array.from({ length: commits }, (_, i) => commits - i);
  const pattern = (i: number) => (i < 10 ? '/first/:title/' : i < 20 ? '/second/:title/' : ofNewest);
  const day = (i: number) => new Date(Date.UTC(2020, 0, i)).toISOString().slice(0, 10);
  const log = numbers.map((i) => `c${i} ${day(i)}\nM ${post}`).join('\n');
  const read: string[] = [];
  const history: History = {
    ...memoryHistory({ log, live: ['_config.yml', post] }),
    async *texts(blobs) {
      for (const blob of blobs) yield blob.slice('text:'.length);
    },
    async tree(commit) {
      read.push(commit);
      const i = Number(commit.slice(1));
      const text = (content: string) => `text:${content}` as BlobId;
      return new Map([
        ['_config.yml' as RepoPath, text(`permalink: ${pattern(i)}\n`)],
        [post as RepoPath, text(`---\ntitle: Hello\n---\nText ${i}`)],
      ]);
    },
  };
  return { history, read };
}

async function told({ history }: { readonly history: History }, today: Today, known?: KeptStates) {
  const { pages, kept } = await earlierAddresses(history, await buildLedger(history, []), today, {}, known);
  return { pages, kept: kept && (JSON.parse(JSON.stringify(kept)) as KeptStates) };
}

describe('what was told of earlier states', () => {
  const today = todayBelow('');
  it('is not read again after new commits', async () => {
    const { kept } = await told(historyOf(40), today);
    const grown = historyOf(41);
    const found = await told(grown, today, kept);
    assert.deepEqual(new Set(grown.read), new Set(['c41']), 'only the newest commit is looked at');
    const cold = historyOf(41);
    assert.deepEqual(found, await told(cold, today));
    assert.ok(new Set(cold.read).size > 8);
    assert.deepEqual(new Set(found.pages.map(({ url }) => url)), new Set(['/first/hello/', '/second/hello/']));
  });
  it('is compared with the rules of today', async () => {
    const { kept } = await told(historyOf(40), today);
    for (const folder of ['first/', 'second/', 'third/']) {
      const other = todayBelow(folder);
      assert.deepEqual(await told(historyOf(41), other, kept), await told(historyOf(41), other), folder);
    }
  });
  it('is read again where today is configured as an earlier state was', async () => {
    const { kept } = await told(historyOf(40), today);
    const back = () => historyOf(41, '/second/:title/');
    const now = todayBelow('second/');
    assert.deepEqual(await told(back(), now, kept), await told(back(), now));
  });
  it('holds for more and for fewer commits', async () => {
    const { kept } = await told(historyOf(40), today);
    for (const commits of [5, 15, 25, 39, 60, 100]) {
      assert.deepEqual(await told(historyOf(commits), today, kept), await told(historyOf(commits), today));
    }
  });
});
