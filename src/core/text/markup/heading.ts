/** The first heading of a text, as a reader sees it. */

/**
 * The text of the first heading below the front matter: `# ATX`, Setext or reStructuredText underlines,
 * `= AsciiDoc`, `* Org` is left to its own keywords, `<h1>`. `undefined` when there is none.
 * https://spec.commonmark.org/0.31.2/#atx-headings
 */
export function firstHeading(text: string, bodyStart: number): string | undefined {
  return headingBelow(text, bodyStart)?.heading;
}

/** The same, and the offset behind its last line: nothing that is written from there on changes it. */
export function headingBelow(
  text: string,
  bodyStart: number,
): { readonly heading: string; readonly end: number } | undefined {
  let fence: string | undefined;
  let before = '';
  for (let at = bodyStart; at < text.length; ) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    const line = text.slice(at, end).trimEnd();
    at = end + 1;
    const marker = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (marker?.startsWith(fence) && /^[ `~]+$/.test(line)) fence = undefined;
      continue;
    }
    if (marker !== undefined) {
      fence = marker;
      before = '';
      continue;
    }
    const atx = /^ {0,3}(?:#{1,6}|={1,6})[ \t]+(\S.*)$/.exec(line)?.[1];
    const heading = atx ?? (isUnderline(line) ? before : undefined) ?? htmlHeading.exec(line)?.[1];
    if (heading !== undefined && heading !== '') return { heading: detached(plainText(heading)), end: at };
    before = line.startsWith(' ') ? '' : line;
  }
  return undefined;
}

const htmlHeading = /<h1(?:\s[^<>]*)?>(.+?)<\/h1>/i;

/** A line of `=` or `-`, or another punctuation of reStructuredText, long enough to be meant. */
function isUnderline(line: string): boolean {
  return line.length >= 2 && /^(=+|-+|~+|\*{3,}|\^{3,}|"{3,}|#{3,})$/.test(line);
}

/** Without closing hashes, attributes and inline markup. */
function plainText(heading: string): string {
  return heading
    .replace(/(?<![ \t])[ \t]+#+$/, '')
    .replace(/[ \t]*\{[#.:%][^{}]*\}$/, '')
    .replace(/!?\[([^\][]*)\](?:\([^()]*\)|\[[^\][]*\])/g, '$1')
    .replace(/<[^<>]+>/g, '')
    .replace(/(\*\*|__|`)(.+?)\1/g, '$2')
    .trim();
}

/** A copy: a slice would keep the whole text it was cut from in memory. */
function detached(text: string): string {
  return ` ${text}`.slice(1);
}
