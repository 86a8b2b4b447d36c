/**
 * A list among the keywords at the head of an Org file, read with offsets and changed in place:
 *
 *     #+TITLE: Neap tides
 *     #+ALIASES[]: /moons/ /suns/
 *
 * Names are read in any letter case; values of a list are parted by blanks.
 * https://gohugo.io/content-management/front-matter/#emacs-org-mode
 */
import { lineEnding, type TextEdit } from '../text/edits.ts';
import type { YamlValue } from '../text/yamlEdit.ts';

interface Keyword {
  readonly name: string;
  readonly isList: boolean;
  /** Of its line, and of the value on it without the blanks around. */
  readonly start: number;
  readonly next: number;
  readonly colon: number;
  readonly value: YamlValue;
}

/** The keywords on the lines from `start` to `end`; the first line that is none or no comment ends them. */
function keywordsOf(text: string, start: number, end: number): readonly Keyword[] {
  const found: Keyword[] = [];
  for (let at = start; at < end; ) {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 || feed >= end ? end : feed + 1;
    const line = text.slice(at, next);
    const [, head = '', name = '', list, written = ''] =
      /^(#\+([\w-]+)(\[\])?):[ \t]*(.*?)[ \t\r]*\n?$/.exec(line) ?? [];
    if (name !== '') {
      const from = at + line.indexOf(written, head.length + 1);
      const value = { value: written, start: from, end: from + written.length };
      found.push({
        name: name.toLowerCase(),
        isList: list !== undefined,
        start: at,
        next,
        colon: at + head.length,
        value,
      });
    } else if (line.startsWith('#+')) break; // a block of code begins
    at = next;
  }
  return found;
}

export function orgList(text: string, start: number, end: number, key: string): readonly YamlValue[] {
  const wanted = key.toLowerCase();
  return keywordsOf(text, start, end)
    .filter(({ name }) => name === wanted)
    .flatMap(({ value }) =>
      [...value.value.matchAll(/\S+/g)].map(({ 0: word, index }) => {
        const from = value.start + index;
        return { value: word, start: from, end: from + word.length };
      }),
    );
}

/** `undefined` when a value holds a blank, which would part it. */
export function addToOrgList(
  text: string,
  start: number,
  end: number,
  key: string,
  values: readonly string[],
): readonly TextEdit[] | undefined {
  if (values.some((value) => /\s/.test(value) || value === '')) return undefined;
  const keywords = keywordsOf(text, start, end);
  const known = keywords.findLast(({ name }) => name === key.toLowerCase());
  if (known !== undefined) {
    const at = known.value.end;
    const isBare = known.value.value === '' && text[known.colon + 1] !== ' ';
    const added = { start: at, end: at, text: `${known.value.value === '' && !isBare ? '' : ' '}${values.join(' ')}` };
    return known.isList ? [added] : [{ start: known.colon, end: known.colon, text: '[]' }, added];
  }
  const feed = lineEnding(text);
  const at = keywords.at(-1)?.next ?? start;
  const isOpen = at > 0 && at === text.length && text[at - 1] !== '\n';
  const line = `#+${key}[]: ${values.join(' ')}`;
  return [{ start: at, end: at, text: isOpen ? `${feed}${line}` : `${line}${feed}` }];
}

/** The word that stands at `at`, and the line with the last of its words. */
export function removeFromOrgList(text: string, start: number, end: number, at: number): readonly TextEdit[] {
  const keyword = keywordsOf(text, start, end).find(({ value }) => at >= value.start && at < value.end);
  if (keyword === undefined) return [];
  const word = /^\S+/.exec(text.slice(at, keyword.value.end))?.[0] ?? '';
  if (word === keyword.value.value) {
    const isLast = keyword.next === text.length && !text.endsWith('\n');
    const from = isLast ? text.slice(0, keyword.start).replace(/\r?\n$/, '').length : keyword.start;
    return [{ start: from, end: keyword.next, text: '' }];
  }
  const behind = /^[ \t]+/.exec(text.slice(at + word.length, keyword.value.end))?.[0].length ?? 0;
  const before = behind > 0 ? 0 : (/[ \t]+$/.exec(text.slice(keyword.value.start, at))?.[0].length ?? 0);
  return [{ start: at - before, end: at + word.length + behind, text: '' }];
}
