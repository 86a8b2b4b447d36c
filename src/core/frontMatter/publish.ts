/** Makes a draft a page: the front matter key that keeps it from being published is turned round, and nothing else. */
import type { TextEdit } from '../text/edits.ts';
import { lineOfKey, readFrontMatter } from './frontMatter.ts';

/** Keys that publish with `false`, and those that publish with `true`. */
const publishing: Readonly<Record<string, boolean>> = { draft: false, isDraft: false, published: true, publish: true };

/** Whether a key is one that can be turned round. */
export function isDraftKey(key: string | undefined): key is string {
  return key !== undefined && Object.hasOwn(publishing, key);
}

/** The edit that publishes the page, proved by reading it again; why there is none. */
export function publishEdit(text: string, file: string, key: string): TextEdit | { readonly refused: string } {
  const refused = { refused: `${key} in ${file} is not written as true or false. Change it by hand.` };
  const before = readFrontMatter(text, file);
  const line = lineOfKey(text, before, key);
  const wanted = publishing[key];
  if (line === undefined || wanted === undefined || before.data[key] !== !wanted) return refused;
  const start = lineStart(text, line);
  const found = /^([ \t]*["']?[\w-]+["']?[ \t]*[:=][ \t]*)(true|false|yes|no|on|off)\b/i.exec(text.slice(start));
  const [, head = '', value = ''] = found ?? [];
  if (value === '') return refused;
  const at = start + head.length;
  const edit = { start: at, end: at + value.length, text: String(wanted) };
  const after = readFrontMatter(`${text.slice(0, edit.start)}${edit.text}${text.slice(edit.end)}`, file);
  return after.problem === undefined && after.data[key] === wanted ? edit : refused;
}

function lineStart(text: string, line: number): number {
  let at = 0;
  for (let number = 1; number < line; number++) {
    const feed = text.indexOf('\n', at);
    if (feed < 0) return text.length;
    at = feed + 1;
  }
  return at;
}
