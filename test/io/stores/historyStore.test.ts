/** What is kept of a history gives it back as it was, however often it grew. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { BlobId, FileChange, History, HistoryCommit, Hunk } from '../../../src/core/history/history.ts';
import type { RepoPath } from '../../../src/core/paths.ts';
import { storedHistory } from '../../../src/io/stores/historyStore.ts';
import { removeFolder } from '../../support/removeFolder.ts';

const hashOf = (number: number) => number.toString(16).padStart(40, '0');
const blobOf = (number: number) => hashOf(number + 0x1000) as BlobId;

/** Every kind of change, and the same files and contents again and again, as merges have them. */
function commitOf(number: number): HistoryCommit {
  const path = `docs/page-${number % 7}.md` as RepoPath;
  const from = `docs/über "${number % 5}"\t.md` as RepoPath;
  const [blob, fromBlob] = [blobOf(number % 11), blobOf(number % 3)];
  const changes: readonly FileChange[] = [
    { kind: 'added', path, blob },
    { kind: 'changed', path: from, blob: fromBlob },
    { kind: 'removed', path, blob },
    { kind: 'renamed', from, path, similarity: 50 + (number % 51), blob, fromBlob },
  ];
  return { hash: hashOf(number), date: '2024-01-02', mainLine: true, changes: changes.slice(0, number % 5) };
}

function hunkOf(number: number): Hunk {
  const commit = { hash: hashOf(number), date: '2024-01-02' };
  return {
    commit,
    file: `docs/page-${number % 7}.md` as RepoPath,
    removed: [`[a](/${number}/)`, ''],
    added: ['ö\n"\\'],
  };
}

describe('the history that is kept', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'history-store-'));
  });
  afterEach(() => removeFolder(folder));

  /** Commits 1 to `last`, newest first; what was asked of them stands in `read`. */
  function opened(last: number, line = (number: number) => number > 0) {
    const read: number[] = [];
    const numbers = ({ since = '' }: { readonly since?: string | undefined } = {}) => {
      const known = since === '' ? 0 : Number.parseInt(since, 16);
      const wanted = Array.from({ length: last - known }, (_, i) => last - i);
      read.push(wanted.length);
      return wanted;
    };
    const history = {
      head: { hash: hashOf(last), date: '2024-01-02' },
      notes: [],
      gaps: [],
      commits: async function* (how) {
        for (const number of numbers(how)) yield { ...commitOf(number), mainLine: line(number) };
      },
      linkHunks: async function* (how) {
        for (const number of numbers(how)) yield hunkOf(number);
      },
    } as Partial<History> as History;
    const store = storedHistory(history, {
      folder,
      isAncestor: async (commit) => Number.parseInt(commit, 16) <= last,
      mainLine: async () =>
        new Set(Array.from({ length: last }, (_, i) => i + 1).flatMap((n) => (line(n) ? [hashOf(n)] : []))),
      note: assert.fail,
    });
    return { store, read };
  }
  async function all<Entry>(entries: AsyncIterable<Entry>): Promise<readonly Entry[]> {
    const found: Entry[] = [];
    for await (const entry of entries) found.push(entry);
    return found;
  }
  const newestFirst = (last: number) => Array.from({ length: last }, (_, i) => last - i);
  const file = () => join(folder, readdirSync(folder).find((name) => name.startsWith('commits')) ?? '');
  const parts = () => gunzipSync(readFileSync(file())).toString('utf8').match(/^\{/gm)?.length;

  it('is what it was, with new commits in front, which alone are read', async () => {
    for (const last of [3, 4, 4, 9, 40]) {
      const { store, read } = opened(last);
      assert.deepEqual(await all(store.commits()), newestFirst(last).map(commitOf));
      assert.deepEqual(await all(store.linkHunks()), newestFirst(last).map(hunkOf));
      const before = { 3: 3, 4: 1, 9: 5, 40: 31 }[last];
      assert.deepEqual(read, read.length === 0 ? [] : [before, before], `${last}`);
    }
  });

  it('has fifty parts at most', async () => {
    let most = 0;
    for (let last = 1; last <= 120; last++) {
      assert.deepEqual(await all(opened(last).store.commits()), newestFirst(last).map(commitOf));
      most = Math.max(most, parts() ?? 0);
    }
    assert.equal(most, 50);
  });

  it('says a path and a content once, however often merges repeat them', async () => {
    await all(opened(700).store.commits());
    const text = gunzipSync(readFileSync(file())).toString('utf8');
    assert.equal(text.split('docs/page-3.md').length, 2);
    assert.equal(text.split(blobOf(2)).length, 2);
  });

  it('tells which states the branch had by the commit that it ends with now', async () => {
    await all(opened(5).store.commits());
    const isOdd = (number: number) => number % 2 === 1;
    const wanted = newestFirst(6).map((number) => ({ ...commitOf(number), mainLine: isOdd(number) }));
    for (const time of ['first', 'again']) assert.deepEqual(await all(opened(6, isOdd).store.commits()), wanted, time);
  });

  it('is read anew where it is damaged anywhere', async () => {
    await all(opened(300).store.commits());
    await all(opened(301).store.commits());
    const whole = readFileSync(file());
    for (const part of [0, 0.3, 0.9]) {
      const at = Math.floor(whole.length * part) + 12;
      for (const bytes of [whole.subarray(0, at), whole.with(at, (whole[at] ?? 0) ^ 0xff)]) {
        writeFileSync(file(), bytes);
        const { store, read } = opened(301);
        assert.deepEqual(await all(store.commits()), newestFirst(301).map(commitOf));
        assert.deepEqual(read, [301], `damaged at ${at} of ${whole.length}`);
      }
    }
    assert.ok(statSync(file()).size > 0);
  });
});
