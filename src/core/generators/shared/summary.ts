/** The table of contents that mdBook, GitBook and HonKit share: `SUMMARY.md`, lists of links to files. */
import { below, joinRepo, type RepoPath } from '../../paths.ts';
import { withoutMarkupComments } from '../../text/markup/comments.ts';

/** Links to files, also in angle brackets and with a title; `%20` is the one escape that is known. */
const link =
  /\[((?:[^[\]]|\[[^\]]{0,500}\]){0,2000})\]\(\s*(?:<([^<>\n]*)>|([^\s()]*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/g;

/** The files inside the folder `source` that a summary links to, in its order, with the name it gives each. */
export function summaryFiles(
  summary: string,
  source: RepoPath,
  pathOf: (written: string) => string = withBlanks,
): ReadonlyMap<RepoPath, string> {
  const chapters = new Map<RepoPath, string>();
  const text = withoutMarkupComments(summary).replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  for (const [, name = '', bracketed, plain] of text.matchAll(link)) {
    const written = pathOf(bracketed ?? plain ?? '');
    const file = written === '' ? undefined : joinRepo(source, written);
    const isInside = file !== undefined && below(file, source) !== undefined;
    if (isInside && !chapters.has(file)) chapters.set(file, name.replace(/[*_`]/g, '').trim());
  }
  return chapters;
}

/** What mdBook makes of a link. */
function withBlanks(written: string): string {
  return unescaped(written).replaceAll('%20', ' ');
}

/** A link without the escapes of Markdown: a backslash in front of a sign is no part of it. https://spec.commonmark.org/0.31.2/#backslash-escapes */
export function unescaped(written: string): string {
  return written.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** A link without the section it leads to. */
export function withoutAnchor(written: string): string {
  return written.replace(/#.*$/s, '');
}
