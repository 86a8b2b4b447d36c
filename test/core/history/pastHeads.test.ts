/** However many configurations a site had: each text of its past is read once to tell what was published. */
import assert from 'node:assert/strict';
import type { BlobId, History } from '../../../src/core/history/history.ts';
import { buildLedger } from '../../../src/core/history/ledger.ts';
import { openPastHeads } from '../../../src/core/history/pastHeads.ts';
import { publishedOnce } from '../../../src/core/history/publishedOnce.ts';
import { builtUrl, type RepoPath } from '../../../src/core/paths.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';

const post = (i: number): string => `_posts/2019-05-06-post-${i}.md`;
const text = (content: string) => `text:${content}` as BlobId;

const living = Array.from({ length: 5 }, (_, i) => post(1000 + i));

/** In each of so many commits a post is deleted that the one before added, and the addresses of all are others. */
function historyOf(commits: number) {
  const numbers = Array.from({ length: commits }, (_, i) => commits - i);
  const day = (i: number) => new Date(Date.UTC(2020, 0, i)).toISOString().slice(0, 10);
  const log = numbers.map((i) => `c${i} ${day(i)}\nD ${post(i - 1)}\nA ${post(i)}`).join('\n');
  const reads = new Map<string, number>();
  let trees = 0;
  const history: History = {
    ...memoryHistory({ log, live: ['_config.yml', post(commits), ...living] }),
    async *texts(blobs) {
      for (const blob of blobs) {
        if (blob.includes('title: _posts')) reads.set(blob, (reads.get(blob) ?? 0) + 1);
        yield blob.startsWith('text:') ? blob.slice('text:'.length) : undefined;
      }
    },
    async tree(commit) {
      trees++;
      const last = Number(commit.slice(1));
      return new Map([
        ['_config.yml' as RepoPath, text(`permalink: /in-${last}/:title/\n`)],
        ...[post(last), ...living].map((file) => [file as RepoPath, text(`---\ntitle: ${file}\n---\n`)] as const),
      ]);
    },
  };
  return { history, reads, trees: () => trees };
}

async function published(commits: number) {
  const { history, reads, trees } = historyOf(commits);
  const ledger = await buildLedger(history, []);
  const today = {
    generator: 'jekyll',
    root: '' as RepoPath,
    config: '_config.yml' as RepoPath,
    basePath: '/',
    rules: {
      reads: (path: RepoPath) => (path.endsWith('.md') ? ('head' as const) : undefined),
      routes: ({ path }: { readonly path: RepoPath }) => [
        { url: builtUrl(`/${path}/`, '/'), file: path, kind: 'page' as const, title: undefined },
      ],
    },
    urlsOf: () => [],
  };
  const here = { has: () => false, isHidden: () => false };
  reads.clear();
  const pages = await publishedOnce({ history, ledger, today, here, hiddenIn: new Map() });
  return { pages, counts: [...reads.values()], trees: trees() };
}

describe('what was published', () => {
  it('is read of each text once, whatever configurations there were', async () => {
    for (const commits of [8, 24]) {
      const { pages, counts, trees } = await published(commits);
      assert.ok(trees >= commits, `${trees} states`);
      const folders = new Set(pages.flatMap(({ url, file }) => (living.includes(file) ? [url.split('/')[1]] : [])));
      assert.ok(folders.size >= commits - 1, [...folders].join(' '));
      assert.deepEqual([counts.length >= living.length + commits - 1, Math.max(...counts)], [true, 1]);
    }
  });
});

describe('heads of past texts', () => {
  const path = 'a.md' as RepoPath;
  const texts = new Map([
    ['1', '---\ntitle: Tides\n---\n# Lamps\n'],
    ['2', '# Lamps\n'],
    ['3', '---\ntitle: Tides\n---\n'],
  ]);
  const opened = () => {
    const asked: string[] = [];
    const heads = openPastHeads({
      async *texts(blobs) {
        for (const blob of blobs) {
          asked.push(blob);
          yield texts.get(blob);
        }
      },
    });
    const read = async (blobs: readonly string[], isHead = true) => {
      const said = new Map<string, unknown>();
      const wanted = blobs.map((blob) => ({ path, blob: blob as BlobId }));
      for await (const { version, file } of heads.read(wanted, () => isHead)) {
        said.set(version.blob, file && [file.frontMatter.data.title, file.heading, file.text]);
      }
      return blobs.map((blob) => said.get(blob));
    };
    return { asked, read };
  };

  it('say the same when they are known, with what could not be read', async () => {
    const { asked, read } = opened();
    const first = await read(['1', '2', 'missing']);
    assert.deepEqual(first, [['Tides', undefined, undefined], [undefined, 'Lamps', undefined], undefined]);
    assert.deepEqual(await read(['3', '2', 'missing', '1']), [
      ['Tides', undefined, undefined],
      first[1],
      undefined,
      first[0],
    ]);
    assert.deepEqual(asked, ['1', '2', 'missing', '3']);
  });

  it('are whole texts where a rule looks at more', async () => {
    const { asked, read } = opened();
    await read(['1']);
    assert.deepEqual(await read(['1'], false), [['Tides', 'Lamps', texts.get('1')]]);
    assert.deepEqual(asked, ['1', '1']);
  });
});
