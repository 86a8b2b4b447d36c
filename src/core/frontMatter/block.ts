/**
 * Where the data block of a content file lies and what it is written in.
 *
 *   ---            YAML, also closed by `...`; `---toml`, `---json` name another language
 *   +++            TOML
 *   ;;;            JSON without its outer braces (Hexo)
 *   {              JSON, up to the brace that closes it
 *   #+KEY: value   Org keywords, in `.org` files
 *
 * A byte order mark and blank lines may stand before it.
 * https://gohugo.io/content-management/front-matter/ https://jekyllrb.com/docs/front-matter/
 */

/** The front matter of a page as offsets of its text. */
export interface Block {
  /** As the fence names it: `yaml`, `toml`, `json`, `bare-json`, `org`, or something that is not read. */
  readonly language: string;
  /** Offsets of the block without its fences. */
  readonly start: number;
  readonly end: number;
  readonly bodyStart: number;
  /** The closing fence is missing; the block ends where the text does. */
  readonly open?: boolean;
}

const fences: Readonly<Record<string, { readonly language: string; readonly closings: readonly string[] }>> = {
  '---': { language: 'yaml', closings: ['---', '...'] },
  '+++': { language: 'toml', closings: ['+++'] },
  ';;;': { language: 'bare-json', closings: [';;;'] },
};

export function findBlock(text: string, path: string): Block | undefined {
  // The fences of an Astro component hold a script.
  if (path.endsWith('.astro')) return undefined;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (isSpace(text.charCodeAt(at))) at++;
  const fence = fences[text.slice(at, at + 3)];
  // An indented fence is code or a list, not front matter.
  if (fence !== undefined) {
    const block = at === 0 || text[at - 1] !== ' ' ? fenced(text, at, fence) : undefined;
    // A file of nothing but YAML begins with the same line.
    return block?.open === true && /\.ya?ml$/.test(path) ? undefined : block;
  }
  if (text[at] === '{') return braces(text, at);
  if (text.startsWith('#+', at) && path.endsWith('.org')) return keywords(text, at);
  return undefined;
}

function fenced(text: string, at: number, fence: (typeof fences)[string] & object): Block | undefined {
  const lineEnd = endOfLine(text, at);
  const named = text.slice(at + 3, lineEnd).trim();
  if (named !== '' && !/^[a-z]+$/i.test(named)) return undefined;
  const language = named === '' ? fence.language : named.toLowerCase();
  const start = lineEnd + 1;
  for (let line = start; line < text.length; line = endOfLine(text, line) + 1) {
    // Nearly every line is told by its first letter.
    if (isLetter(text.charCodeAt(line)) || !fence.closings.includes(text.slice(line, line + 3))) continue;
    const end = endOfLine(text, line);
    if (text.slice(line + 3, end).trim() !== '') continue;
    return { language, start, end: line, bodyStart: Math.min(end + 1, text.length) };
  }
  // A rule drawn across the page opens nothing; a key after it does.
  const looksOpen = /^[\w-]+\s*[:=]/.test(text.slice(start, start + 80));
  return looksOpen ? { language, start, end: text.length, bodyStart: text.length, open: true } : undefined;
}

/** Braces are counted outside strings; `{{` and `{%` begin a template, not data. */
function braces(text: string, at: number): Block | undefined {
  if (!/^\{\s*(?:"|\})/.test(text.slice(at, at + 200))) return undefined;
  let depth = 0;
  let quoted = false;
  for (let i = at; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char === '\\') i++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) {
      const rest = /^[ \t]*\r?\n?/.exec(text.slice(i + 1, i + 100))?.[0].length ?? 0;
      return { language: 'json', start: at, end: i + 1, bodyStart: i + 1 + rest };
    }
  }
  return undefined;
}

function keywords(text: string, at: number): Block {
  let end = at;
  while (text.startsWith('#', end)) end = Math.min(endOfLine(text, end) + 1, text.length);
  return { language: 'org', start: at, end, bodyStart: end };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
