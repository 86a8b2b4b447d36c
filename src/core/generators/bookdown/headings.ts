/**
 * The headings of an R Markdown file, as pandoc reads them after the code was run.
 *
 * - `# Title` with a blank behind its signs and a blank line, a heading, or the end of a block before it; `Title` above a
 *   line of `=` or `-`. What stands in fenced or indented code, chunks of R, comments and raw HTML is none.
 * - `{#name .class key=value -}` at its end names it; with `-` or the class `unnumbered` it has no number.
 *
 * https://pandoc.org/MANUAL.html#headings
 * https://pkg.yihui.org/bookdown/markdown-extensions-by-bookdown.html#special-headers
 */
import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import { detached } from '../../text/detached.ts';
import { type IsReference, shownText } from './identifier.ts';

/** A heading as it is written. Plain data. */
export interface Heading {
  readonly level: number;
  /** From 1, in its file. */
  readonly line: number;
  /** As a reader sees it; `undefined` where only running code tells. */
  readonly text: string | undefined;
  /** The name that its author gave it. */
  readonly id: string | undefined;
  readonly isUnnumbered: boolean;
}

/** What a file says of its chapters. Plain data. */
export interface Headings {
  readonly headings: readonly Heading[];
  /** Other files whose text is put in its place, as they are written: `child = "other.Rmd"`, by how many headings come before. */
  readonly children: readonly { readonly file: string; readonly at: number }[];
  /** The line of code that may write headings, which are not known then. */
  readonly madeAt: number | undefined;
}

const chunkStart = /^[\t >]*(`{3,})\s*\{([a-zA-Z0-9_]+(?:[ ,].*)?)\}\s*$/;
const chunkEnd = /^[\t >]*`{3,}\s*$/;
const fenceStart = /^ {0,3}(`{3,}|~{3,})\s*(.*)$/;
const rawStart = /^ {0,3}<(pre|script|style|textarea)(?=[\s>])/i;

/** Where the reader of a file is. */
interface State {
  readonly headings: Heading[];
  readonly children: { file: string; at: number }[];
  madeAt: number | undefined;
  /** What ends the code, comment or raw HTML that is read; `undefined` in prose. */
  until: ((line: string) => boolean) | undefined;
  /** Of a chunk, to know what it writes. */
  chunk: string | undefined;
  /** The line before is of a paragraph or list: a heading would be a part of it. */
  before: string;
}

/** The headings of a text, without its front matter. */
export function headingsOf(text: string): Headings {
  const lines = text.split(/\r?\n/);
  const first = text.slice(0, readFrontMatter(text).bodyStart).split('\n').length - 1;
  const isReference = referencesOf(text);
  const state: State = {
    headings: [],
    children: [],
    madeAt: undefined,
    until: undefined,
    chunk: undefined,
    before: '',
  };
  for (let at = first; at < lines.length; at++) readLine(lines[at] ?? '', at + 1, state, isReference);
  const { headings, children, madeAt } = state;
  return { headings, children, madeAt };
}

/** The labels of links that are told elsewhere in the text: `[label]: address`. */
function referencesOf(text: string): IsReference {
  const labels = new Set(
    [...text.matchAll(/^ {0,3}\[([^\]\n]{1,200})\]:/gm)].map(([, label = '']) => label.toLowerCase()),
  );
  return (label) => labels.has(label.toLowerCase());
}

function readLine(line: string, number: number, state: State, isReference: IsReference): void {
  if (state.until !== undefined) {
    if (state.chunk !== undefined) readInChunk(line, number, state);
    if (!state.until(line)) return;
    state.until = undefined;
    state.chunk = undefined;
    state.before = '';
    return;
  }
  const chunk = chunkStart.exec(line)?.[2];
  if (chunk !== undefined) {
    readChunkOptions(chunk, state);
    state.until = (later) => chunkEnd.test(later);
    state.chunk = chunk;
    return;
  }
  if (opensOther(line, state)) return;
  const shown = chosenByFormat(line, state) ?? line;
  const heading = atxHeading(shown, state.before) ?? setextHeading(shown, state.before);
  if (heading !== undefined) {
    const { level, title } = heading;
    // The line below the text of an underlined heading was read last.
    state.headings.push(namedHeading(title, level, number - (heading.isUnderlined ? 1 : 0), isReference));
    state.before = '';
    return;
  }
  const isBlock = /^\s*<[^<>]*>\s*$/.test(shown) || /^\s*(?::{3,}|\|.*\|\s*$)/.test(shown);
  state.before = isBlock ? '' : shown.trimEnd();
}

/** Fenced code, a comment over several lines, or raw HTML. */
function opensOther(line: string, state: State): boolean {
  const fence = fenceStart.exec(line);
  const [, marks = '', info = ''] = fence ?? [];
  if (fence !== null && !(marks.startsWith('`') && info.includes('`'))) {
    state.until = (later) => closesFence(later, marks);
    return true;
  }
  const raw = rawStart.exec(line)?.[1];
  if (raw !== undefined && !line.toLowerCase().includes(`</${raw.toLowerCase()}`)) {
    state.until = (later) => later.toLowerCase().includes(`</${raw.toLowerCase()}`);
    return true;
  }
  const comment = line.lastIndexOf('<!--');
  if (comment < 0 || line.includes('-->', comment)) return false;
  state.until = (later) => later.includes('-->');
  return true;
}

const forFormat = /^`r\s+if\s*\(.*\bis_(html|latex)_output\(\)\s*\)\s*(["'])(.*)$/;

/** Text that code puts into one format alone, as the template of bookdown does with the references. */
function chosenByFormat(line: string, state: State): string | undefined {
  const [, format, quote = '', rest = ''] = forFormat.exec(line) ?? [];
  if (format === undefined) return undefined;
  const isHtml = (format === 'html') !== line.includes('(!');
  const [whole, inside = ''] = /^(.*)["']\s*`\s*$/.exec(rest) ?? [];
  if (whole !== undefined) return isHtml ? inside : '';
  if (isHtml) return rest;
  state.until = (later) => later.startsWith(quote);
  return '';
}

function closesFence(line: string, marks: string): boolean {
  const found = fenceStart.exec(line);
  return found?.[1]?.startsWith(marks) === true && found[2] === '';
}

function atxHeading(line: string, before: string) {
  const found = before === '' ? /^(#{1,6})[ \t]+(.*)$/.exec(line) : null;
  return found === null ? undefined : { level: found[1]?.length ?? 1, title: found[2] ?? '', isUnderlined: false };
}

function setextHeading(line: string, before: string) {
  const sign = before === '' || /^\s/.test(before) ? undefined : /^(?:(=)=*|(-)-*)\s*$/.exec(line);
  if (sign === undefined || sign === null || /^(?:[-*+>|]|\d+[.)])\s/.test(before)) return undefined;
  return { level: sign[1] === '=' ? 1 : 2, title: before, isUnderlined: true };
}

function namedHeading(written: string, level: number, line: number, isReference: IsReference): Heading {
  const attributes = attributesOf(written);
  const title = withoutClosing((attributes?.title ?? written).trim());
  const text = shownText(title, isReference);
  return {
    level,
    line,
    text: text === undefined ? undefined : detached(text.trim()),
    id: attributes?.id === undefined ? undefined : detached(attributes.id),
    isUnnumbered: attributes?.isUnnumbered ?? false,
  };
}

/** `Title ##` is `Title`. */
function withoutClosing(title: string): string {
  let end = title.length;
  while (title[end - 1] === '#') end -= 1;
  return end === title.length || !/^\s?$/.test(title[end - 1] ?? '') ? title : title.slice(0, end).trimEnd();
}

const attribute =
  /^(?:#(\p{L}[\p{L}\p{N}_:.-]*)|\.([^\s{}.#=]+)|(-)|[^\s={}#.]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]*))(?:\s+|$)/u;

/** What stands in braces at the end of a title; `undefined` where that is text. */
function attributesOf(written: string) {
  const line = written.trimEnd();
  const open = line.endsWith('}') ? line.lastIndexOf('{') : -1;
  if (open < 0 || line.slice(open).length > longestAttributes) return undefined;
  let rest = line.slice(open + 1, -1).trim();
  let id: string | undefined;
  let isUnnumbered = false;
  while (rest !== '') {
    const found = attribute.exec(rest);
    if (found === null) return undefined;
    id = found[1] ?? id;
    isUnnumbered ||= found[2] === 'unnumbered' || found[3] === '-';
    rest = rest.slice(found[0].length);
  }
  return { title: line.slice(0, open), id, isUnnumbered };
}

const longestAttributes = 500;

/** `child = "a.Rmd"`, `child = c("a.Rmd", "b.Rmd")`. */
function readChunkOptions(chunk: string, state: State): void {
  const [, list = ''] = /\bchild\s*=\s*((?:c\s*\()?(?:\s*["'][^"']*["'],?)*)/.exec(chunk) ?? [];
  for (const [, , file = ''] of list.matchAll(/(["'])([^"']*)\1/g))
    state.children.push({ file, at: state.headings.length });
}

/** Code whose output is taken for Markdown, and a text in it that begins a heading. */
function readInChunk(line: string, number: number, state: State): void {
  const option = /^\s*#\|\s*(\S+):\s*(.*)$/.exec(line);
  if (option?.[1] === 'child') readChunkOptions(`child=${option[2]}`, state);
  // What stands in the chunk is said of it as a whole, in the place of what stood in front.
  if (option?.[1] === 'results' || option?.[1] === 'output') state.chunk = `results='${option[2]?.trim()}'`;
  const isMarkdown = /\bresults\s*=\s*["']asis["']/.test(state.chunk ?? '');
  if (isMarkdown && /["'](?:\\n)*#{1,6} /.test(line)) state.madeAt ??= number;
}
