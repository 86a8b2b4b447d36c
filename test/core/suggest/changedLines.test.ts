/** Decided here: lines that were read up to a commit, kept, and read on say what all of them say when they are read at once. */
import assert from 'node:assert/strict';
import type { History, Hunk } from '../../../src/core/history/history.ts';
import type { RepoPath } from '../../../src/core/paths.ts';
import { keptChanges, openLines, readChangedLines } from '../../../src/core/suggest/past/changedLines.ts';
import { openMemory } from '../../../src/core/suggest/past/pastMemory.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';

const hunk = (by: number, file: string, removed: readonly string[], added: readonly string[]): Hunk => ({
  commit: { hash: `c${by}`, date: `2024-01-0${by}` },
  file: file as RepoPath,
  removed,
  added,
});

/** Newest first. */
const hunks: readonly Hunk[] = [
  hunk(6, 'b.md', ['draft: true'], []),
  hunk(5, 'a.md', ['see [Ports](/ports/)'], ['see [Ports](/harbours/)']),
  hunk(5, 'b.md', [], ['draft: true']),
  hunk(4, 'a.md', ['slug: new', '[Quay](/quay/)'], ['slug: newest', '[Quay](/pier/)']),
  hunk(3, 'c.md', ['[The ports](/ports/)'], ['[The ports](/docks/)']),
  hunk(3, 'c.md', [], ['draft: true']),
  hunk(2, 'c.md', ['see [Ports](/ports/)'], ['see [Ports](/harbours/)']),
  hunk(2, 'a.md', [], ['slug: new']),
  hunk(1, 'b.md', ['title: "Päge"'], ['title: "Page"']),
];

/** Up to a commit; `asked` are the commits after which lines were asked for. */
function historyTo(last: number) {
  const asked: (string | undefined)[] = [];
  const number = (commit: string) => Number(commit.slice(1));
  const history: History = {
    ...memoryHistory({ log: `c${last} 2024-01-0${last}`, live: [] }),
    holds: async (commit) => number(commit) <= last,
    async *linkHunks({ since } = {}) {
      asked.push(since);
      for (const each of hunks) {
        const by = number(each.commit.hash);
        if (by <= last && (since === undefined || by > number(since))) yield each;
      }
    },
  };
  return { history, asked };
}

const said = async (history: History, known?: ReturnType<typeof openLines>) => {
  const lines = await readChangedLines(history, new Set(), {}, known);
  const kept = JSON.parse(JSON.stringify(keptChanges(lines, history.head.hash))) as ReturnType<typeof keptChanges>;
  return { kept, of: lines.edits.of('/ports'), called: lines.edits.calledBefore('/ports'), size: lines.edits.size };
};

describe('changed lines that are kept', () => {
  it('are read on from any commit, and say the same', async () => {
    for (let from = 1; from <= 6; from++) {
      for (let to = from; to <= 6; to++) {
        const { kept } = await said(historyTo(from).history);
        const grown = historyTo(to);
        assert.deepEqual(
          await said(grown.history, openLines(kept)),
          await said(historyTo(to).history),
          `${from}, ${to}`,
        );
        assert.deepEqual(grown.asked, from === to ? [] : [`c${from}`]);
      }
    }
  });
  it('are read anew where their commit is gone', async () => {
    const { kept } = await said(historyTo(6).history);
    const back = historyTo(4);
    assert.deepEqual(await said(back.history, openLines(kept)), await said(historyTo(4).history));
    assert.deepEqual(back.asked, [undefined]);
  });
  it('count for nothing where a part of them is missing', async () => {
    const { kept } = await said(historyTo(6).history);
    assert.ok(openMemory({ lines: kept }).lines !== undefined);
    for (const key of Object.keys(kept)) {
      if (key !== 'head') assert.equal(openMemory({ lines: { ...kept, [key]: undefined } }).lines, undefined, key);
    }
    for (const damaged of [{ commits: [] }, { files: [] }]) {
      assert.equal(openMemory({ lines: { ...kept, ...damaged } }).lines, undefined);
    }
    assert.deepEqual(openMemory(null), {});
  });
});
