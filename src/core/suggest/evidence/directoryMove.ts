/** Other pages of the same directory moved to another one, and a page of this name is there. */

import { commitOf } from '../../history/commitNames.ts';
import { pathSegments } from '../../history/similarPaths.ts';
import { append } from '../../text/longLists.ts';
import type { DirectoryMove } from '../world/directoryMoves.ts';
import type { LivePage } from '../world/livePages.ts';
import type { Question } from '../world/question.ts';
import type { SuggestWorld } from '../world/world.ts';
import type { EvidenceModule, Hit } from './evidence.ts';

export const directoryMove: EvidenceModule = {
  kind: 'directory-move',
  find(question, world) {
    const hits: Hit[] = [];
    for (const path of paths(question)) {
      // The nearest directory that moved speaks first.
      for (let cut = path.length - 1; cut >= 0; cut--) {
        const directory = path.slice(0, cut).join('/');
        const rest = path.slice(cut);
        const closeness = cut / Math.max(1, path.length - 1);
        for (const move of world.directories.of(directory).slice(0, 6)) {
          const page = target(move, rest, world);
          if (page) hits.push(hit(page, move, closeness));
        }
      }
    }
    append(hits, withSiblings(question, world));
    return hits;
  },
};

/** The address, and the files it had. */
function paths(question: Question): readonly (readonly string[])[] {
  const files = question.past.filter(({ certainty }) => certainty > 0.5).map(({ file }) => pathSegments(file));
  return [question.segments, ...files];
}

function target(move: DirectoryMove, rest: readonly string[], world: SuggestWorld): LivePage | undefined {
  const key = [move.to, ...rest].filter((part) => part !== '').join('/');
  return world.pages.bySegments(key) ?? world.movedTo(key);
}

function hit(page: LivePage, move: DirectoryMove, closeness: number): Hit {
  return {
    page,
    features: {
      directory: move.share * (0.5 + 0.5 * closeness),
      directorySupport: Math.min(1, Math.log2(1 + move.count) / 5),
    },
    text: moveText(move),
  };
}

function moveText({ from, to, count, commit, atOnce }: DirectoryMove): string {
  const pages = count === 1 ? 'one page' : `${count} pages`;
  const way = `from ${folderName(from)} to ${folderName(to)}`;
  if (commit === undefined) return `redirects lead ${pages} ${way}`;
  const named = commitOf(commit);
  return atOnce ? `${named} moved ${pages} ${way}` : `${pages} moved ${way}, one of them in ${named}`;
}

function folderName(directory: string): string {
  return directory === '' ? 'the root folder' : `${directory}/`;
}

/** The section that most of the directory's other pages went to. */
function withSiblings(question: Question, world: SuggestWorld): readonly Hit[] {
  const hits: Hit[] = [];
  for (const path of paths(question)) {
    const directory = path.slice(0, -1).join('/');
    for (const move of world.directories.of(directory).slice(0, 3)) {
      const page = world.pages.bySegments(move.to);
      if (page === undefined || directory === '') continue;
      const share = move.share * Math.min(1, Math.log2(1 + move.count) / 3);
      hits.push({
        page,
        features: { siblings: share },
        text: `${move.count} pages of ${move.from}/ went to this section`,
      });
    }
  }
  return hits;
}
