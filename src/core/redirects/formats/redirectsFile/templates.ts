/** Templates that generators make `_redirects` from. */
import type { RepoPath } from '../../../paths.ts';
import { ruleLines } from '../../../text/redirectLines.ts';
import { isHugoTemplate } from '../../hugoTemplates.ts';
import { linesNotOfAliases, type MadeLine } from './goTemplate.ts';

/** Liquid, Hugo and Eleventy make the real file from such a text. */
export function isTemplateText(text: string): boolean {
  return /^\uFEFF?---[ \t]*\r?\n/.test(text);
}

/** Templates that generators make `_redirects` from: an output format of Hugo, a page of Eleventy. */
export function isTemplateName(file: RepoPath): boolean {
  return isHugoTemplate(file) || /(?:^|\/)_redirects\.(?:njk|liquid|hbs|ejs|md|html|11ty\.[cm]?js)$/.test(file);
}

/** A template that is a script, `_redirects.11ty.js`. */
export function isTemplateScript(file: RepoPath): boolean {
  return isTemplateName(file) && /\.[cm]?js$/.test(file);
}

/** Whether a generator makes the real file of this one. */
export function makesRedirects(text: string, file: RepoPath): boolean {
  return isTemplateText(text) || isTemplateName(file);
}

/**
 * Whether lines, each in its words, may be added as they stand: to a template beside others that stand in it so, outside of
 * all its blocks. In a script such lines are a part of a text, and in Markdown they are prose.
 */
export function takesLines(lines: readonly (readonly string[])[], text: string, file: RepoPath): boolean {
  if (!makesRedirects(text, file)) return true;
  if (/\.(?:md|[cm]?js)$/.test(file) || lines.some((words) => hasTag(words.join(' ')))) return false;
  const { isMade } = madeLines(text);
  return ruleLines(text).some(({ number, words }) => words[0]?.text.startsWith('/') && !isMade(number));
}

/** A template would read it otherwise than it stands there. */
function hasTag(line: string): boolean {
  return /\{[{%#]|<%|\$\{/.test(line);
}

/** Lines whose redirects nobody can see; those of aliases are read from the pages. */
export function hiddenLines(
  text: string,
  file: RepoPath,
  { first, plain, isMade }: ReturnType<typeof madeLines>,
): readonly MadeLine[] {
  if (isHugoTemplate(file)) return linesNotOfAliases(text).filter(({ line }) => isMade(line));
  return [...(first === undefined ? [] : [{ line: first, from: undefined }]), ...plain];
}

interface MadeLines {
  /** The first one that may make any rule. */
  readonly first: number | undefined;
  /** Those whose address is written out, and only what follows it is made. */
  readonly plain: readonly MadeLine[];
  isMade(line: number): boolean;
}

/** Which lines of a template are no rules as they stand. */
export function madeLines(text: string): MadeLines {
  const made = new Set<number>();
  const front = /^\uFEFF?---[ \t]*\r?\n[\s\S]*?\n---[ \t]*(?=\r?\n|$)/.exec(text)?.[0].split('\n').length ?? 0;
  let depth = 0;
  let first: number | undefined;
  let open: string | undefined;
  const plain: MadeLine[] = [];
  text.split('\n').forEach((line, i) => {
    const opens =
      line.match(/\{\{-?\s*(?:range|if|with|block|define)\b|\{%-?\s*(?:for|if|unless|case|macro|raw)\b/g)?.length ?? 0;
    const closes = line.match(/\{\{-?\s*end\b|\{%-?\s*end\w+/g)?.length ?? 0;
    const tags = i < front ? undefined : tagsOf(line, open);
    open = tags?.open;
    const isMade = tags === undefined || depth > 0 || tags.has || line.includes('${');
    if (isMade) made.add(i + 1);
    const from = depth + opens === 0 && tags?.isInside === false ? plainSource(line) : undefined;
    if (isMade && from !== undefined) plain.push({ line: i + 1, from });
    else if (isMade && tags?.isSaid) first ??= i + 1;
    depth = Math.max(0, depth + opens - closes);
  });
  return { first, plain, isMade: (line) => made.has(line) };
}

const closing: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>' };

/** The address that a line begins with, written out. */
function plainSource(line: string): string | undefined {
  return /^[ \t]*(\/[^\s{<$]*)[ \t]+\S/.exec(line)?.[1];
}

interface Tags {
  /** Whether a tag that began on a line before goes on here. */
  readonly isInside: boolean;
  readonly has: boolean;
  /** Whether there is anything but comments, which make nothing. */
  readonly isSaid: boolean;
  /** The sign of a tag that goes on in the next line. */
  readonly open: string | undefined;
}

/** What a line has of tags, one of which may have begun on a line before: `open` is the sign that begins it. */
function tagsOf(line: string, open: string | undefined): Tags {
  const isInside = open !== undefined;
  const signs = /\{[{%#]|<%/g;
  let [at, current, isSaid] = [0, open, false];
  for (;;) {
    if (current !== undefined) {
      const end = line.indexOf(closing[current] ?? '', at);
      if (current !== '{#') isSaid ||= /\S/.test(line.slice(at, end < 0 ? undefined : end));
      if (end < 0) return { isInside, has: true, isSaid, open: current };
      at = end + 2;
    }
    signs.lastIndex = at;
    const next = signs.exec(line);
    isSaid ||= /\S/.test(line.slice(at, next?.index));
    if (next === null) return { isInside, has: at > 0 || isInside, isSaid, open: undefined };
    at = next.index + 2;
    current = next[0];
  }
}
