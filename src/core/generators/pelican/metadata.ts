/** What an article or page says of itself: keys in lower case, values as text. https://docs.getpelican.com/en/latest/content.html */
import { extensionOf } from '../../paths.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import { firstHeading } from '../../text/markup/heading.ts';

export type Metadata = Readonly<Record<string, string>>;

export function readMetadata(path: string, text: string): Metadata {
  const extension = extensionOf(path);
  if (extension === '.rst') return readFields(text);
  return extension === '.html' || extension === '.htm' ? readHtml(text) : readMarkdown(text);
}

/** `Key: value` lines up to the first blank one, with or without fences. */
function readMarkdown(text: string): Metadata {
  const data: Record<string, string> = {};
  let last: string | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (index === 0 && /^-{3}\s*$/.test(line)) continue;
    if (line.trim() === '' || /^(?:-{3}|\.{3})\s*$/.test(line)) break;
    const [, key, value = ''] = /^ {0,3}([A-Za-z0-9_-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined) {
      last = key.toLowerCase();
      data[last] ??= value;
    } else if (last === undefined || !/^ {4,}/.test(line)) break;
  }
  return data;
}

/** `:key: value` lines below the title. */
function readFields(text: string): Metadata {
  const data: Record<string, string> = {};
  let isInFields = false;
  for (const line of text.split(/\r?\n/)) {
    const [, key, value = ''] = /^:([A-Za-z][\w -]*):(?:\s+(.*?))?\s*$/.exec(line) ?? [];
    if (key !== undefined) {
      isInFields = true;
      data[key.toLowerCase()] ??= value;
    } else if (isInFields && line.trim() !== '' && !/^\s/.test(line)) break;
  }
  const title = firstHeading(text, 0);
  return data.title === undefined && title !== undefined ? { ...data, title } : data;
}

function readHtml(text: string): Metadata {
  const data: Record<string, string> = {};
  const head = /<head[\s>][\s\S]*?<\/head>/i.exec(text)?.[0] ?? '';
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(head)?.[1];
  if (title !== undefined) data.title = title.trim();
  for (const [tag] of head.matchAll(/<meta\s[^>]*>/gi)) {
    const name = /\bname\s*=\s*["']([^"']*)["']/i.exec(tag)?.[1];
    const value = /\b(?:content|contents)\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
    if (name !== undefined && value !== null) data[name.toLowerCase()] = (value[1] ?? value[2] ?? '').trim();
  }
  return data;
}

/** The named groups of a Python pattern at the beginning of a text. */
export function metadataOf(pattern: string, text: string): Metadata {
  const match = compileRegex(`^(?:${pattern})`)?.exec(text);
  if (match === undefined) return {};
  const names = [...pattern.matchAll(/\\.|\((?:\?P<(\w+)>|\?)?/g)].filter(
    ([written]) => written !== '(?' && !written.startsWith('\\'),
  );
  const found = names.flatMap(([, name], index) => {
    const value = match[index + 1];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value] as const];
  });
  return Object.fromEntries(found);
}

/** Of an article by several; by `author` alone where it names none. */
export function authorsOf(data: Metadata): readonly string[] {
  const written = data.authors ?? data.author ?? '';
  return written
    .split(/[;,]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
