/** Templates that generators make `_redirects` from. */
import type { RepoPath } from '../../../paths.ts';
import { linesNotOfAliases, type MadeLine } from './goTemplate.ts';

/** Liquid, Hugo and Eleventy make the real file from such a text. */
export function isTemplateText(text: string): boolean {
  return /^\uFEFF?---[ \t]*\r?\n/.test(text);
}

/** Templates that generators make `_redirects` from: an output format of Hugo, a page of Eleventy. */
export function isTemplateName(file: RepoPath): boolean {
  return /(?:^|\/)layouts\/(?:.*\/)?[^/]*\.redirects$|(?:^|\/)_redirects\.(?:njk|liquid|hbs|ejs|md|html|11ty\.[cm]?js)$/.test(
    file,
  );
}

/** Lines whose redirects nobody can see; those of aliases are read from the pages. */
export function hiddenLines(
  text: string,
  file: RepoPath,
  { first, isMade }: ReturnType<typeof madeLines>,
): readonly MadeLine[] {
  if (file.endsWith('.redirects')) return linesNotOfAliases(text).filter(({ line }) => isMade(line));
  return first === undefined ? [] : [{ line: first, from: undefined }];
}

/** Which lines of a template are no rules as they stand, and the first one that makes some. */
export function madeLines(text: string): { readonly first: number | undefined; isMade(line: number): boolean } {
  const made = new Set<number>();
  const front = /^\uFEFF?---[ \t]*\r?\n[\s\S]*?\n---[ \t]*(?=\r?\n|$)/.exec(text)?.[0].split('\n').length ?? 0;
  let depth = 0;
  let first: number | undefined;
  text.split('\n').forEach((line, i) => {
    const opens =
      line.match(/\{\{-?\s*(?:range|if|with|block|define)\b|\{%-?\s*(?:for|if|unless|case|macro|raw)\b/g)?.length ?? 0;
    const closes = line.match(/\{\{-?\s*end\b|\{%-?\s*end\w+/g)?.length ?? 0;
    const isMade = depth > 0 || /\{\{|\{%|<%|\$\{/.test(line);
    if (i < front || isMade) made.add(i + 1);
    if (i >= front && isMade && first === undefined) first = i + 1;
    depth = Math.max(0, depth + opens - closes);
  });
  return { first, isMade: (line) => made.has(line) };
}
