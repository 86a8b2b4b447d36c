/** `(name) { … }`, which sites import with words of their own, and directives beside `redir` that lead on. https://caddyserver.com/docs/caddyfile/concepts#snippets */
import type { RepoPath } from '../../../paths.ts';
import type { Repo } from '../../../ports.ts';
import type { RuleLine } from '../../../text/redirectLines.ts';
import { filesCalled } from '../../filesCalled.ts';
import type { InvalidRule, Reach, SourcePattern } from '../../format.ts';
import { caddy } from '../../hosts/caddy.ts';
import { reachOf } from '../../reach.ts';

/** A line that imports a snippet. */
interface SnippetImport {
  /** The words that stand for its arguments. */
  readonly given: readonly string[];
  /** Where it stands; where a snippet imports another one, the import of the outer one. */
  readonly start: number;
  /** Whether it stands directly in a site. */
  readonly isInSite: boolean;
}

/** A snippet by the numbers of its lines, and every line that brings it into a site. */
export interface Snippet {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly imports: readonly SnippetImport[];
}

export const notImported: SourcePattern = { kind: 'never', reason: 'no site of this file imports the snippet' };

/** Where a snippet is imported more often, or with a word that is not there: what a line says then is not decided. */
export const ofImports: SourcePattern = {
  kind: 'unknown',
  reason: 'its arguments come from where the snippet is imported',
};

/** So many imports of one snippet are followed, and so many snippets in each other. */
const [mostImports, mostLevels] = [20, 5];

/** `depths`: how many blocks each line lies in. */
export function snippetsOf(lines: readonly RuleLine[], depths: ReadonlyMap<number, number>): readonly Snippet[] {
  const spans = lines.flatMap(({ words: [head], number }, i) => {
    const name = /^\(([^)]+)\)$/.exec(head?.text ?? '')?.[1];
    if (name === undefined) return [];
    const end = lines.slice(i + 1).find((line) => depths.get(line.number) === 0 && line.words[0]?.text === '}');
    return [{ name, first: number, last: end?.number ?? Number.POSITIVE_INFINITY }];
  });
  const importsOf = (name: string, level: number): readonly SnippetImport[] =>
    lines.flatMap(({ words, number, start }): readonly SnippetImport[] => {
      const [directive, what, ...given] = words.map(({ text }) => text);
      if (directive !== 'import' || what !== name) return [];
      const isInSite = depths.get(number) === 1;
      const outer = spans.find(({ first, last }) => first < number && number < last);
      if (outer === undefined) return [{ given, start, isInSite }];
      if (level === mostLevels) return [{ given, start, isInSite: false }];
      return importsOf(outer.name, level + 1)
        .slice(0, mostImports + 1)
        .map((by) => ({ given: filledIn(given, by), start: by.start, isInSite: isInSite && by.isInSite }));
    });
  return spans.map((span) => ({ ...span, imports: importsOf(span.name, 0) }));
}

/** Whether the imports of a snippet are followed one by one. */
export function areFollowed({ imports }: Snippet): boolean {
  return imports.length > 0 && imports.length <= mostImports;
}

/** Words of a snippet as an import makes them. */
export function filledIn(words: readonly string[], { given }: Pick<SnippetImport, 'given'>): readonly string[] {
  return words.map((word) =>
    word.replace(/\{args(?:\.(\d+)|\[(\d+)\])\}/g, (whole, a?: string, b?: string) => given[Number(a ?? b)] ?? whole),
  );
}

/**
 * Files that are imported into a site and that the repository does not have; `depths`: how many blocks each line lies in,
 * `reaches`: what its block answers at most. What is imported beside the sites is other sites.
 */
export function hiddenImports(
  lines: readonly RuleLine[],
  file: RepoPath,
  depths: ReadonlyMap<number, number>,
  reaches: ReadonlyMap<number, Reach>,
  { files }: Repo,
): readonly InvalidRule[] {
  const hasBlocks = lines.some(({ words }) => words.at(-1)?.text === '{');
  const own = new Set(snippetsOf(lines, depths).map(({ name }) => name));
  return lines.flatMap(({ words: [directive, what], number }) => {
    const path = what?.text ?? '';
    if (directive?.text !== 'import' || path === '' || own.has(path)) return [];
    if (hasBlocks && depths.get(number) === 0) return [];
    if (filesCalled(path, files).length > 0) return [];
    const message = `The redirects of ${path} cannot be read: the repository has no such file or snippet.`;
    return [{ format: 'caddyfile', file, line: number, message, isHidden: true as const, reach: reaches.get(number) }];
  });
}

/** A header `Location`, beside which another directive says the status. */
export function hiddenAnswers(lines: readonly RuleLine[], file: RepoPath): readonly InvalidRule[] {
  return lines.flatMap(({ words, number }) => {
    const [directive, ...rest] = words.map(({ text }) => text);
    const at = rest.findIndex((word) => /^\+?Location$/i.test(word));
    if (directive !== 'header' || at < 0 || at > 1) return [];
    const [path = ''] = rest;
    const reach = at === 1 && path.startsWith('/') ? reachOf(caddy.source(path)) : undefined;
    const message = 'A header Location may redirect here.';
    return [{ format: 'caddyfile', file, line: number, message, isHidden: true as const, reach }];
  });
}
