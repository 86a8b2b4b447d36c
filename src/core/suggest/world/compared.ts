/** Starts to compare the removed texts that are asked for with those of today's pages. */
import type { RepoPath } from '../../paths.ts';
import { compareTexts, type TextComparison } from '../text/comparison.ts';
import { openPageTexts, type PageTexts } from './pageTexts.ts';
import type { Asked } from './question.ts';
import { type RemovedTexts, readRemoved } from './removedTexts.ts';
import type { SuggestInput, SuggestPorts } from './world.ts';

/** A comparison that waits for the texts of pages. */
export interface StartedComparison {
  readonly removed: RemovedTexts;
  readonly comparison: TextComparison;
  readonly texts: PageTexts;
}

/** The files of all pages, each once. */
export function pageFiles({ routes }: Pick<SuggestInput, 'routes'>): readonly RepoPath[] {
  return [...new Set(routes.map((route) => route.file))];
}

export async function startComparison(
  input: SuggestInput,
  asked: readonly Asked[],
  ports: SuggestPorts,
): Promise<StartedComparison> {
  const texts = await openPageTexts(pageFiles(input), ports.keptTexts);
  const removed = await readRemoved(input, asked, ports);
  const { queries } = removed;
  // What is looked up in a table is worth no thread.
  const compare = texts.table === undefined ? ports.compareTexts : undefined;
  return { removed, texts, comparison: compare?.(queries) ?? compareTexts(queries, texts.table) };
}
