/** `(name) { … }`, which sites import with words of their own, and directives beside `redir` that lead on. https://caddyserver.com/docs/caddyfile/concepts#snippets */
import type { RepoPath } from '../../../paths.ts';
import type { Repo } from '../../../ports.ts';
import type { RuleLine } from '../../../text/redirectLines.ts';
import { filesCalled } from '../../filesCalled.ts';
import type { InvalidRule, Reach, SourcePattern } from '../../format.ts';
import { caddy } from '../../hosts/caddy.ts';
import { reachOf } from '../../reach.ts';

/** A snippet by the numbers of its lines, and the words it is imported with, each time. */
export interface Snippet {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly imports: readonly (readonly string[])[];
}

export const notImported: SourcePattern = { kind: 'never', reason: 'no site of this file imports the snippet' };

export const ofImports: SourcePattern = {
  kind: 'unknown',
  reason: 'its arguments come from where the snippet is imported',
};

export function snippetsOf(lines: readonly RuleLine[]): readonly Snippet[] {
  return lines.flatMap(({ words: [head], number }, i) => {
    const name = /^\(([^)]+)\)$/.exec(head?.text ?? '')?.[1];
    if (name === undefined) return [];
    let depth = 0;
    const end = lines.slice(i).find(({ words }) => {
      if (words[0]?.text === '}') depth--;
      if (words.at(-1)?.text === '{') depth++;
      return depth === 0;
    });
    const imports = lines
      .map(({ words }) => words.map(({ text }) => text))
      .filter(([directive, what]) => directive === 'import' && what === name)
      .map(([, , ...given]) => given);
    return [{ name, first: number, last: end?.number ?? Number.POSITIVE_INFINITY, imports }];
  });
}

/** The words of a line of a snippet that is imported once. */
export function filledIn(words: readonly string[], { imports }: Snippet): readonly string[] {
  const [given] = imports;
  if (given === undefined || imports.length > 1) return words;
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
  const own = new Set(snippetsOf(lines).map(({ name }) => name));
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
