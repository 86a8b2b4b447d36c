/** The headings of a page, in the languages of pages. No pattern here looks further than a bounded number of letters. */

const maximumHeadings = 200;
const longest = 1000;

const tag = /<h[1-4][^>]{0,300}>(.{0,1000}?)<\/h[1-4]>/gis;
const underlined = /^(\S.*)\r?\n([=\-~^"'#*+.])\2{2,}[ \t]*$/gm;
const underline = /[=-]{3,}[ \t]*$/my;

/** Without markup, in their order; `kind` is the file's extension with its dot. */
export function readHeadings(body: string, kind: string): readonly string[] {
  const headings: string[] = [];
  for (const heading of headingsOf(body, kind)) {
    const text = plain(heading.slice(0, longest));
    if (text !== '') headings.push(text);
    if (headings.length === maximumHeadings) break;
  }
  return headings;
}

function headingsOf(body: string, kind: string): Iterable<string> {
  if (kind === '.rst') return found(body.matchAll(underlined));
  if (kind === '.html' || kind === '.htm') return found(body.matchAll(tag));
  return markedLines(body);
}

function* found(matches: Iterable<RegExpExecArray>): Generator<string> {
  for (const [, text = ''] of matches) yield text;
}

/** Of Markdown and AsciiDoc: lines that begin with a mark, lines that are underlined, and tags. */
function* markedLines(body: string): Generator<string> {
  const hasTags = body.includes('<h') || body.includes('<H');
  for (let start = 0; start < body.length; ) {
    const end = lineEnd(body, start);
    const text = headingOf(body, start, end);
    const isUnderlined = text === undefined && isUnderline(body, end + 1) && /\S/.test(body.charAt(start));
    if (text !== undefined) yield text;
    else if (isUnderlined) yield body.slice(start, end);
    else if (hasTags) yield* found(body.slice(start, end).matchAll(tag));
    start = (isUnderlined ? lineEnd(body, end + 1) : end) + 1;
  }
}

function lineEnd(body: string, start: number): number {
  const end = body.indexOf('\n', start);
  return end < 0 ? body.length : end;
}

/** The text of a line such as `## Text` or `== Text ==`; marks at its end are no part of it. */
function headingOf(body: string, start: number, end: number): string | undefined {
  const mark = body.charCodeAt(start);
  if (mark !== hash && mark !== equals) return undefined;
  let at = start + 1;
  while (body.charCodeAt(at) === mark) at++;
  if (at - start > 4 || !isBlank(body.charCodeAt(at))) return undefined;
  const text = body.slice(at, end).trim();
  let last = text.length;
  while (last > 0 && text.charCodeAt(last - 1) === hash) last--;
  return last === 0 ? undefined : text.slice(0, last);
}

const hash = 35;
const equals = 61;

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function isUnderline(body: string, at: number): boolean {
  const code = body.charCodeAt(at);
  if (code !== equals && code !== 45) return false;
  underline.lastIndex = at;
  return underline.test(body);
}

/** A heading without markup: tags, link targets, emphasis, `{#id}`. */
function plain(text: string): string {
  return text
    .replace(/<[^<>]*>/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\{[#:.][^}]*\}/g, '')
    .replace(/[`*]|\\(?=[^\w\s])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
