/** What became of a page of the past, step by step, for people to read and check. */
import type { Commit, PastPage, PastStep } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import { commitNamed } from './commitNames.ts';
import type { FileHistories, Move } from './fileHistories.ts';

/** Pages that one commit moved from one folder to another. */
interface FolderMove {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** Fewer pages that moved the same way may have done so by chance. */
const leastTogether = 3;

/** Gives each page its steps: the renames of its file, and the commit that deleted what they led to. */
export function pastSteps(histories: FileHistories): (page: PastPage) => PastPage {
  let counts: ReadonlyMap<string, number> | undefined;
  const countOf = (move: Move): number => {
    counts ??= togetherCounts(histories.moves);
    return counts.get(moveKey(move)) ?? 0;
  };
  const together = (move: Move): FolderMove | undefined => {
    const { from, to } = folders(move);
    const count = from === to ? 0 : (histories.movedTogether ?? countOf)(move);
    return count === 0 ? undefined : { from, to, count };
  };
  return (page) => {
    const steps: PastStep[] = [];
    const seen = new Set<RepoPath>();
    let ended: Commit | undefined;
    for (let at = page.file; !histories.live.has(at) && !seen.has(at); ) {
      seen.add(at);
      const file = histories.past.get(at);
      if (file === undefined) break;
      if (file.to === undefined) {
        ended = file.last;
        break;
      }
      const { path: to, similarity } = file.to;
      const step = { from: at, to, similarity, commit: file.last };
      steps.push({ to, similarity, commit: file.last, together: together(step) });
      at = to;
    }
    return { ...page, steps, ended };
  };
}

/** How many files one commit moved from one folder to another, by `moveKey`; without those that are too few. */
export function togetherCounts(moves: readonly Move[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const move of moves) found.set(moveKey(move), (found.get(moveKey(move)) ?? 0) + 1);
  return new Map([...found].filter(([, count]) => count >= leastTogether));
}

/** The same for all that went the same way in the same commit. */
export function moveKey(move: Move): string {
  const { from, to } = folders(move);
  return `${move.commit.hash}\0${from}\0${to}`;
}

/** The folders in which two paths differ, without what both end with: `docs/a/x.md`, `guides/a/x.md` give `docs`, `guides`. */
function folders({ from, to }: Pick<Move, 'from' | 'to'>): { readonly from: string; readonly to: string } {
  const old = from.split('/');
  const now = to.split('/');
  let same = 0;
  while (same < old.length && same < now.length && old[old.length - 1 - same] === now[now.length - 1 - same]) same++;
  const cut = Math.max(1, same);
  return { from: old.slice(0, -cut).join('/'), to: now.slice(0, -cut).join('/') };
}

/**
 * ```
 * published from docs/a.md from 2019-03-01 to 2023-04-01
 * renamed to guides/a.md in 1a2b3c4 on 2023-04-01, 96 % similar, with 13 other pages from docs/ to guides/
 * ```
 */
export function timelineLines({ file, first, last, fate, steps = [], ended }: PastPage): readonly string[] {
  const since = first.hash === last.hash ? '' : ` from ${first.date}`;
  const lines = [`published from ${file}${since} until ${last.date}`];
  if (fate.kind === 'readdressed' || fate.kind === 'generator-switched') {
    return [...lines, `same file, other address: ${fate.cause}`];
  }
  if (fate.kind === 'unpublished') return [...lines, `not published since: ${fate.cause}`];
  for (const [i, { to, similarity, commit, together }] of steps.entries()) {
    const others =
      together === undefined
        ? ''
        : `, with ${together.count - 1} other pages from ${folderName(together.from)} to ${folderName(together.to)}`;
    lines.push(`${i > 0 ? 'then ' : ''}renamed to ${to} in ${commitNamed(commit)}, ${similarity} % similar${others}`);
  }
  const deleted = ended === undefined ? '' : ` in ${commitNamed(ended)}`;
  if (fate.kind === 'merged') lines.push(`deleted${deleted}; its text went to ${fate.to.join(', ')}`);
  else if (fate.kind === 'split') lines.push(`deleted${deleted}; its text was split between ${fate.to.join(', ')}`);
  else if (fate.kind === 'moved') lines.push(`deleted${deleted}; the same text is in ${fate.to.join(', ')}`);
  else if (ended !== undefined) lines.push(`${steps.length > 0 ? 'then ' : ''}deleted${deleted}`);
  return lines;
}

function folderName(folder: string): string {
  return folder === '' ? 'the root folder' : `${folder}/`;
}
