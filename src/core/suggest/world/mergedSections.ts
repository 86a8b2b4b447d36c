/** The parts of today's pages in which removed pages stand, for those that were merged into another one. */
import type { Ledger } from '../../history/ledger.ts';
import { fileName, type RepoPath, type UrlKey, type UrlPath } from '../../paths.ts';
import type { TextAnswers } from '../text/comparison.ts';
import { mergedSection, type PageSection } from '../text/mergedSection.ts';
import type { TextQuery } from '../text/queries.ts';
import type { SuggestPorts } from './world.ts';

/** A page and the part of it. */
export interface MergedInto extends PageSection {
  readonly file: RepoPath;
}

/** Of a page that holds less of the text no part is looked for. */
const leastContained = 0.5;

const markdown = /\.(?:mdx?|markdown|qmd|rmd)$/i;

/** Reads the page that has most of each removed text, once for all that went into it. */
export async function mergedSections(
  queries: readonly TextQuery[],
  answers: TextAnswers,
  ledger: Ledger,
  ports: Pick<SuggestPorts, 'read' | 'signal'>,
): Promise<ReadonlyMap<UrlKey, MergedInto>> {
  const wanted = new Map<RepoPath, TextQuery[]>();
  for (const query of queries) {
    const file = mostContaining(query, answers, ledger);
    if (file === undefined) continue;
    const held = wanted.get(file);
    if (held === undefined) wanted.set(file, [query]);
    else held.push(query);
  }
  const found = new Map<UrlKey, MergedInto>();
  for (const [file, asked] of wanted) {
    ports.signal?.throwIfAborted();
    const page = await ports.read(file);
    for (const { key, text } of page === undefined ? [] : asked) {
      const section = mergedSection(text, page ?? '');
      if (section !== undefined) found.set(key, { ...section, file });
    }
  }
  return found;
}

/** What a removed page became by renames, or one that is called as it was, is that page, not one it was merged into. */
function mostContaining({ key }: TextQuery, answers: TextAnswers, ledger: Ledger): RepoPath | undefined {
  const [best] = [...(answers.get(key)?.contained ?? [])].sort((a, b) => b.score - a.score);
  if (best === undefined || best.score < leastContained || !markdown.test(best.page)) return undefined;
  const file = best.page as RepoPath;
  const isItself = ledger
    .lookup(`${key}` as UrlPath)
    .some((past) => past.file === file || isCalledAlike(past.file, file) || ledger.successor(past.file)?.file === file);
  return isItself ? undefined : file;
}

/** `docs/old/guide.md` and `guide.mdx`; of two pages of folders the names say nothing. */
function isCalledAlike(one: RepoPath, other: RepoPath): boolean {
  const [name, its] = [one, other].map((path) =>
    fileName(path)
      .replace(/\.\w+$/, '')
      .toLowerCase(),
  );
  return name === its && !/^(?:_?index|readme)$/.test(name ?? '');
}
