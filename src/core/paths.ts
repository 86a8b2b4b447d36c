/**
 * The two kinds of path this project speaks of, and every decision about their decoding,
 * slashes and case. Nothing else compares or normalises paths.
 */
declare const brand: unique symbol;

/** A path on the site: decoded, NFC, leading slash, base path included: `/blog/hello/`. Never a query or fragment. */
export type UrlPath = string & { readonly [brand]: 'UrlPath' };

/** A path in the repository: POSIX, relative to its root, no `.` or `..`: `content/blog/hello.md`. */
export type RepoPath = string & { readonly [brand]: 'RepoPath' };

/** Servers take no longer ones: nginx and Apache refuse a request line of more than 8 KB. */
const longestAddress = 8192;

/** No file lies so deep, and whoever looks for the folders above an address takes steps for each. */
const mostFolders = 256;

/** Whether a text is too long to be the address of anything; nothing is looked up for it. */
export function isTooLong(address: string): boolean {
  return address.length > longestAddress || address.split('/', mostFolders + 2).length > mostFolders + 1;
}

/** What two spellings of one page have in common: see {@link urlKey}. */
export type UrlKey = string & { readonly [brand]: 'UrlKey' };

/** Percent-decodes as UTF-8 where that is valid; a malformed sequence is kept as it is written. Never throws. */
export function decodePath(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // One bad sequence must not keep the others from being decoded.
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => (utf8.test(run) ? decodeURIComponent(run) : run));
  }
}

/**
 * The escapes that `decodeURIComponent` takes, by the table of well-formed bytes in the Unicode standard. Asked before, as
 * an address may hold thousands of runs that it throws at.
 */
const utf8 = new RegExp(
  `^(?:${[
    '[0-7]X',
    '(?:c[2-9a-f]|dX)T',
    'e0%[ab]XT',
    'e[1-9abcef]TT',
    'ed%[89]XT',
    'f0%[9ab]XTT',
    'f[1-3]TTT',
    'f4%8XTT',
  ]
    .map((bytes) => `%${bytes}`.replaceAll('T', '%[89ab]X').replaceAll('X', '[0-9a-f]'))
    .join('|')})+$`,
  'i',
);

/** Lone halves of characters, which no address can have and `encodeURI` does not take, are what a browser makes of them. */
function wellFormed(text: string): string {
  return isPlain(text) ? text : text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** `encodeURI` for any text. */
export function encodeUri(text: string): string {
  return encodeURI(wellFormed(text));
}

/** `encodeURIComponent` for any text. */
export function encodeUriPart(text: string): string {
  return encodeURIComponent(wellFormed(text));
}

/** `decodeURIComponent`; `undefined` where an escape is malformed. */
export function decodeStrictly(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `decodeURI`: escapes of signs that mean something in an address stay. A text with a malformed escape is kept whole. */
export function decodeUri(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/** Reads the path of a URL or of anything written like one: `https://x.org/a//b%20c?q#f` is `/a/b c`. */
export function urlPath(text: string): UrlPath {
  // Put together anew, and so in memory of its own: what was cut from a text may keep all of it.
  const own = text.charCodeAt(0) === SLASH ? `/${text.slice(1)}` : '';
  if (isPlainPath(own)) return own as UrlPath;
  const path = text.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  const single = `/${decodePath(path)}`.replace(/\/{2,}/g, '/');
  return (isPlain(single) ? single : wellFormed(single.normalize('NFC'))) as UrlPath;
}

/** Written as it is read: nearly every address of a site. */
function isPlainPath(text: string): boolean {
  if (text.charCodeAt(0) !== SLASH) return false;
  let before = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 || code === PERCENT || code === QUESTION || code === HASH) return false;
    if (code === SLASH && before === SLASH) return false;
    before = code;
  }
  return true;
}

/** A path built by our own rules from parts that are decoded already; only slashes and NFC are put right. */
export function builtUrl(...parts: readonly string[]): UrlPath {
  let path = '/';
  for (const part of parts) {
    if (!path.endsWith('/')) path += '/';
    path += part.startsWith('/') ? part.slice(1) : part;
  }
  const single = path.includes('//') ? path.replace(/\/{2,}/g, '/') : path;
  return (isPlain(single) ? single : wellFormed(single.normalize('NFC'))) as UrlPath;
}

/** ASCII, so that every normal form is the text itself; asked for every page of a repository. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** Writes a decoded path as it stands in a URL: `/a b/é` is `/a%20b/%C3%A9`. */
export function encodeUrl(path: string): string {
  return encodeUri(path).replace(/[?#]/g, encodeURIComponent);
}

/** A decoded path where an address is read: only what would be an escape, a query or a fragment there is encoded. */
export function asAddress(path: UrlPath): string {
  return /[%?#]/.test(path) ? path.replace(/[%?#]/g, encodeUriPart) : path;
}

/**
 * One key for the spellings that every host answers alike: without `index.html` and without the trailing slash.
 * Case and a `.html` extension stay, as hosts differ there; see {@link urlVariants}.
 */
export function urlKey(path: UrlPath | string): UrlKey {
  const folded = mayBeHtml(path) ? path.replace(/\/index\.html?$/i, '/') : path;
  return (folded.length > 1 && folded.endsWith('/') ? folded.slice(0, -1) : folded) as UrlKey;
}

/** The keys a host may serve the same page under, nearest first: as it is, without `.html`, with it. */
export function urlVariants(path: UrlPath): readonly UrlKey[] {
  const key = urlKey(path);
  if (mayBeHtml(key) && /\.html?$/i.test(key)) return [key, key.replace(/\.html?$/i, '') as UrlKey];
  return key === '/' ? [key] : [key, `${key}.html` as UrlKey];
}

/** Told by the last letter, as nearly every address has another: a pattern is looked for from each of its places. */
function mayBeHtml(path: string): boolean {
  const last = path.charCodeAt(path.length - 1) | 32;
  return last === LETTER_L || last === LETTER_M;
}

/** The key without regard to case, accents' composition kept. */
export function foldCase(key: UrlKey): UrlKey {
  return key.toLowerCase() as UrlKey;
}

/**
 * A path inside the repository, or `undefined` when the text leaves it (`..`, an absolute path, a drive letter, a NUL).
 * Backslashes are not separators here: a repository's paths come from git and fast-glob with slashes.
 */
export function repoPath(text: string): RepoPath | undefined {
  if (text.startsWith('/') || /^[a-z]:/i.test(text) || text.includes('\0')) return undefined;
  // Nearly every path is written as it is.
  if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(text)) return text as RepoPath;
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else parts.push(part);
  }
  return parts.join('/') as RepoPath;
}

/** `text` seen from the folder `base`: `joinRepo('docs', '../x')` is `x`. `undefined` when it leaves the repository. */
export function joinRepo(base: RepoPath | string, ...text: readonly string[]): RepoPath | undefined {
  return repoPath([base, ...text].join('/').replace(/^\/+/, ''));
}

/** The folder of a path; the root is the empty path. */
export function folderOf(path: RepoPath | string): RepoPath {
  const cut = path.lastIndexOf('/');
  return (cut < 0 ? '' : path.slice(0, cut)) as RepoPath;
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The extension with its dot, in lower case; empty when there is none: `.md`. */
export function extensionOf(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot).toLowerCase();
}

const SLASH = 47;
const PERCENT = 37;
const QUESTION = 63;
const HASH = 35;
const LETTER_L = 108;
const LETTER_M = 109;

/** The path below a folder, or `undefined` when it lies elsewhere. The root (empty path) holds everything. */
export function below(path: string, folder: string): string | undefined {
  if (folder === '') return path;
  const { length } = folder;
  // Asked for every file many times: a folder with its slash would be a new text each time.
  return path.charCodeAt(length) === SLASH && path.startsWith(folder) ? path.slice(length + 1) : undefined;
}

/** Whether a file has this path, or lies in the folder that has it. */
export function isAtOrBelow(file: string, path: string): boolean {
  return file === path || below(file, path) !== undefined;
}
