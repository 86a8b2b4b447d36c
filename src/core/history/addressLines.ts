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

/** A line for a key as it was around a commit; `undefined` where there was none. */
interface ChangedLine {
  readonly key: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * The text with another line for a key: `before` in place of the one that it has, `undefined` to take that away. Where it
 * has none, `before` is put in front of the others. A line that was written (`after`) without another before it may stand in an
 * example of the text, as may one in the other of YAML and TOML: `undefined` unless it is the one of the front matter.
 */
export function withEarlierLine(text: string, path: RepoPath, change: ChangedLine): string | undefined {
  const { format, start, bodyStart } = frontMatterPlace(text, path);
  const lines = text.split('\n');
  const from = start === undefined ? 0 : text.slice(0, start).split('\n').length - 1;
  const until = format === 'none' ? unfencedLines : text.slice(0, bodyStart).split('\n').length;
  const { key, after } = change;
  const at = lines.findIndex((line, index) => index >= from && index < until && addressKey(line) === key);
  const { before, isExample } = inLanguage(format, change, lines[at]);
  if (isExample) return undefined;
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

/** What stands between a key and its value. */
const signs: Readonly<Record<string, string>> = { yaml: ':', toml: '=' };

/**
 * The earlier line in the language of the front matter, which may have had another one then. Where the line that follows
 * it is of the other language too, it tells: only if the front matter says the same (`now`) was it a line of that.
 */
function inLanguage(
  format: string,
  { before, after }: ChangedLine,
  now: string | undefined,
): { readonly before: string | undefined; readonly isExample: boolean } {
  const own = signs[format];
  const isForeign = (line: string | undefined) =>
    line !== undefined && own !== undefined && partsOf(line)?.sign !== own;
  const isFollowed = after !== undefined && !isForeign(after);
  if (!isForeign(before) && !isForeign(after)) return { before, isExample: false };
  const isExample = !isFollowed && (after === undefined || now === undefined || plainValue(now) !== plainValue(after));
  return { before: before !== undefined && isForeign(before) ? translated(before, own) : before, isExample };
}

function partsOf(line: string): { readonly name: string; readonly sign: string; readonly value: string } | undefined {
  const [, name = '', sign = '', value = ''] = /^\s*["']?([\w-]+)["']?\s*([:=])\s*(.*?)\s*$/.exec(line) ?? [];
  return name === '' ? undefined : { name, sign, value };
}

function plainValue(line: string): string | undefined {
  return partsOf(line)?.value.replace(/^(["'])(.*)\1$/, '$2');
}

/** Texts in quotes, lists and dates are written alike; TOML has no text without quotes. */
function translated(line: string, sign: string | undefined): string {
  const parts = partsOf(line);
  if (parts === undefined) return line;
  const { name, value } = parts;
  if (sign === ':') return `${name}: ${value}`;
  return `${name} = ${/^(?:["'[]|\d{4}-\d\d-\d\d)/.test(value) ? value : JSON.stringify(value)}`;
}
