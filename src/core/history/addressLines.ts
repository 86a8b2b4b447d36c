/** Lines of front matter that give a page its address, put back as they were. */
import { frontMatterPlace } from '../frontMatter/frontMatter.ts';
import type { RepoPath } from '../paths.ts';

/**
 * Keys by which generators make addresses, also those that need a pattern for it; quoted as in JSON, or behind a colon as
 * in reStructuredText. The pass over the history looks for the same: `mayLink` in `io/git/hunks.ts`.
 */
const keyLine =
  /^(?:[^\S\n]*["']|:)?(slug|url|permalink|title|date|publishdate|categor(?:y|ies)|id|lang|path|save_as)["']?\s*[:=]\s*\S/i;

/** The key of such a line, in lower case. */
export function addressKey(line: string): string | undefined {
  return keyLine.exec(line)?.[1]?.toLowerCase();
}

/** Metadata without a fence stands in the first lines. */
const unfencedLines = 30;

/**
 * The text with another line for a key: `before` in place of the one that it has, `undefined` to take that away. Where it
 * has none, `before` is put in front of the others. A line that was written (`after`) without another before it may stand in an
 * example of the text: `undefined` unless it is the one of the front matter.
 */
export function withEarlierLine(
  text: string,
  path: RepoPath,
  {
    key,
    before,
    after,
  }: { readonly key: string; readonly before: string | undefined; readonly after: string | undefined },
): string | undefined {
  const { format, start, bodyStart } = frontMatterPlace(text, path);
  const lines = text.split('\n');
  const from = start === undefined ? 0 : text.slice(0, start).split('\n').length - 1;
  const until = format === 'none' ? unfencedLines : text.slice(0, bodyStart).split('\n').length;
  const at = lines.findIndex((line, index) => index >= from && index < until && addressKey(line) === key);
  if (at >= 0) {
    if (before === undefined && lines[at]?.trim() !== after?.trim()) return undefined;
    return (before === undefined ? lines.toSpliced(at, 1) : lines.with(at, before)).join('\n');
  }
  if (before === undefined) return undefined;
  if (format !== 'none') return lines.toSpliced(from + 1, 0, before).join('\n');
  if (/^\w+: /.test(text)) return `${before}\n${text}`;
  const fence = /^[\w"']+\s*=/.test(before) ? '+++' : '---';
  return `${fence}\n${before}\n${fence}\n${text}`;
}
