/**
 * Reads the redirects that a repository's own files hold, by readers that share nothing with `src/core/redirects`: what a
 * figure is compared with may not come from the engine that is measured. They know plain rules only, one address to one.
 */

import {
  belowBase,
  bookRedirects,
  canonicalPath,
  configuredBase,
  gatsbyCalls,
  htaccess,
  rediraffe,
  reredirects,
  routeRules,
  staticWebApp,
} from './ownTables.ts';

/** A file of the repository, as it is on disk. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** One rule: the address it answers, and where it leads. */
export interface OwnRule {
  readonly from: string;
  /** An address, or the file whose front matter names the old one. */
  readonly to:
    | { readonly kind: 'address'; readonly address: string }
    | { readonly kind: 'file'; readonly path: string }
    /** A source file, or the folder it is the first page of: what is in front of its address is not said. */
    | { readonly kind: 'source'; readonly path: string };
  /** `static/_redirects`. */
  readonly file: string;
}

type Reader = (text: string) => Iterable<readonly [from: string, to: string]>;

/** Which files hold rules, and how each is read; the first that fits is used. */
const readers: readonly (readonly [RegExp, Reader])[] = [
  [/(?:^|\/)(?:_redirects|\w+\.redirects)$/, lines],
  [/(?:^|\/)netlify\.toml$/, tomlTables],
  [/(?:^|\/)mkdocs\.ya?ml$/, redirectMaps],
  [/(?:^|\/)(?:docs|mint)\.json$/, (text) => belowBase(canonicalPath(text), objects(text))],
  [/(?:^|\/)(?:vercel|firebase)\.json$/, objects],
  [/(?:^|\/)redirects?\.(?:json|[cm]?[jt]s|ya?ml)$/, objectsOrMap],
  [/(?:^|\/)(?:docusaurus|next)\.config\.[cm]?[jt]s$/, (text) => belowBase(configuredBase(text), objects(text))],
  [/(?:^|\/)astro\.config\.[cm]?[jt]s$/, astroRedirects],
  [/(?:^|\/)docs\.ya?ml$/, yamlItems],
  [/(?:^|\/)book\.toml$/, bookRedirects],
  [/(?:^|\/)conf\.py$/, reredirects],
  [/(?:^|\/)gatsby-node\.[cm]?[jt]s$/, gatsbyCalls],
  [/(?:^|\/)nuxt\.config\.[cm]?[jt]s$/, routeRules],
  [/(?:^|\/)staticwebapp\.config\.json$/, staticWebApp],
  [/(?:^|\/)\.htaccess$/, htaccess],
];

/** None of them is the site's. */
const beside = /(?:^|\/)(?:node_modules|examples?|templates?|tests?|fixtures|__tests__|vendor)\//;

/** Lists whose targets are files of the repository, which have to be there. */
const sourceLists: readonly (readonly [RegExp, Reader])[] = [
  [/(?:^|\/)redirects\.txt$/, sourceFiles],
  [/(?:^|\/)\.gitbook\.ya?ml$/, gitbookMap],
  [/(?:^|\/)conf\.py$/, rediraffe],
];

const nothing: Reader = () => [];

const withFrontMatter = /\.(?:md|mdx|markdown|html|qmd)$/;

/** Whether the file may hold rules; others need not be read. */
export function mayHoldRules(path: string): boolean {
  if (beside.test(path)) return false;
  return withFrontMatter.test(path) || [...sourceLists, ...readers].some(([name]) => name.test(path));
}

/** Every plain rule of the files, in their order; an address that several answer stands several times. */
export function ownRules(files: readonly TextFile[]): readonly OwnRule[] {
  return everyRule(files).filter(({ from }) => isPlain(from));
}

/** Rules with patterns as well. */
export function everyRule(files: readonly TextFile[]): readonly OwnRule[] {
  return files.flatMap(({ path, text }): readonly OwnRule[] => {
    if (!mayHoldRules(path)) return [];
    if (withFrontMatter.test(path)) {
      return frontMatterNames(text).map((from) => ({ from, to: { kind: 'file', path }, file: path }));
    }
    const listed = sourceLists.find(([name]) => name.test(path))?.[1] ?? nothing;
    const folder = path.replace(/[^/]*$/, '');
    const read = readers.find(([name]) => name.test(path))?.[1] ?? nothing;
    return [
      ...[...listed(text)].map(
        ([from, to]) => ({ from, to: { kind: 'source', path: folder + to }, file: path }) as const,
      ),
      ...[...read(text)].map(([from, address]) => ({ from, to: { kind: 'address', address }, file: path }) as const),
    ];
  });
}

/** One address, and no pattern. */
function isPlain(from: string): boolean {
  return /^\/[^*:?#(){}[\]$^\\]*$/.test(from);
}

/** `/old /new 301`, in a template of Hugo too; conditions, rewrites and error pages are no redirects of a page. */
function* lines(text: string): Generator<readonly [string, string]> {
  for (const line of text.split(/\r?\n/)) {
    const [from = '', to, status = '301', ...more] = line
      .replace(/(?:^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    if (to?.includes('{{') === false && more.length === 0 && /^30[1278]!?$/.test(status)) yield [from, to];
  }
}

/** `[[redirects]]` with `from` and `to`. */
function* tomlTables(text: string): Generator<readonly [string, string]> {
  for (const table of text.split(/^\s*\[\[redirects\]\]/m).slice(1)) {
    const own = table.split(/^\s*\[/m)[0] ?? '';
    const value = (name: string) => new RegExp(`^\\s*${name}\\s*=\\s*["']?([^"'\\s]+)`, 'm').exec(own)?.[1];
    const [from, to, status = '301'] = [value('from'), value('to'), value('status')];
    if (from !== undefined && to !== undefined && /^30[1278]$/.test(status)) yield [from, to];
  }
}

/** `redirect_maps:` of the MkDocs plugin: names of files, which have the addresses of their pages below `site_url`. */
function* redirectMaps(text: string): Generator<readonly [string, string]> {
  const base =
    /^site_url:[ \t]*(?:!ENV[ \t]*\[[^,\]\n]*,[ \t]*)?["']?https?:\/\/[^/\s"']+(\/[^\s"']+)?/m
      .exec(text)?.[1]
      ?.replace(/\/+$/, '') ?? '';
  const addressOf = (file: string) => (/^https?:/i.test(file) ? file : base + addressOfFile(file));
  const [, indent = '', block = ''] = /^([ \t]*)redirect_maps:[ \t]*\n((?:.*\n?)*)/m.exec(text) ?? [];
  for (const line of block.split('\n')) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    if (!line.startsWith(`${indent} `)) return;
    const [, from, to] = /^\s*["']?([^"'\s]+?)["']?\s*:\s*["']?([^"'\s]+)/.exec(line) ?? [];
    if (from !== undefined && to !== undefined) yield [addressOf(from), addressOf(to)];
  }
}

/** `old.rst new.rst` of Sphinx's rediraffe: files or folders below its own folder, with or without quotes. */
function* sourceFiles(text: string): Generator<readonly [string, string]> {
  for (const line of text.split(/\r?\n/)) {
    const [, from, to] = /^\s*["']?([^"'#\s]+)["']?\s+["']?([^"'\s]+)["']?\s*$/.exec(line) ?? [];
    if (from !== undefined && to !== undefined) yield [addressOfFile(from), to.replace(/^\/+|(?:\.\w+|\/+)$/g, '')];
  }
}

/** `redirects:` of GitBook: addresses without their first slash, and files below its `root`. */
function* gitbookMap(text: string): Generator<readonly [string, string]> {
  const [, block = ''] = /^redirects:[ \t]*\n((?:[ \t]+.*\n?|\s*\n)*)/m.exec(text) ?? [];
  const root = (/^root:[ \t]*["']?([^"'\s]+)/m.exec(text)?.[1] ?? '').replace(/^[./]+|\/+$/g, '');
  const below = root === '' ? '' : `${root}/`;
  for (const [, from = '', to = ''] of block.matchAll(/^[ \t]+["']?([^"'#\s]+?)["']?[ \t]*:[ \t]*["']?([^"'\s]+)/gm)) {
    yield [addressOfFile(from), below + to.replace(/^\.?\/+|#.*$/g, '').replace(/(?:(?:^|\/)README)?\.md$/i, '')];
  }
}

function addressOfFile(name: string): string {
  if (/^[a-z]+:/i.test(name)) return name;
  const [path = '', anchor] = name.split('#');
  const bare = path
    .replace(/\.(?:md|rst|ipynb)$/, '')
    .replace(/\/+$/, '')
    .replace(/(?:^|\/)(?:index|README)$/, '');
  return `/${bare}${bare === '' ? '' : '/'}${anchor === undefined ? '' : `#${anchor}`}`;
}

const oldName = /["']?\b(?:source|from)["']?\s*:\s*(\[[^\]]*\]|["'`][^"'`]*["'`])/;
const newName = /["']?\b(?:destination|to)["']?\s*:\s*["'`]([^"'`]*)["'`]/;

/** `{ source: '/old', destination: '/new' }` and `{ from: ['/old'], to: '/new' }`, in JSON or a script. */
function* objects(text: string): Generator<readonly [string, string]> {
  for (const [, inside = ''] of withoutComments(text).matchAll(/\{([^{}]*)\}/g)) {
    const to = newName.exec(inside)?.[1];
    const from = oldName.exec(inside)?.[1];
    if (to === undefined || from === undefined || /\b(?:has|missing)["']?\s*:/.test(inside)) continue;
    for (const [, one = ''] of from.matchAll(/["'`]([^"'`]*)["'`]/g)) yield [one, to];
  }
}

function* mapEntries(text: string): Generator<readonly [string, string]> {
  for (const [, from = '', to = ''] of withoutComments(text).matchAll(
    /["'](\/[^"'\n]*)["']\s*:\s*["']([^"'\n]+)["']/g,
  )) {
    yield [from, to];
  }
}

function* objectsOrMap(text: string): Generator<readonly [string, string]> {
  yield* objects(text);
  yield* yamlItems(text);
  yield* mapEntries(text);
}

/** The object `redirects` of an Astro configuration. */
function* astroRedirects(text: string): Generator<readonly [string, string]> {
  const [, block = ''] = /\bredirects\s*:\s*\{([\s\S]*?)\n\s{0,4}\},?\n/.exec(text) ?? [];
  yield* mapEntries(block);
  for (const [, from = '', to = ''] of withoutComments(block).matchAll(
    /["'](\/[^"'\n]*)["']\s*:\s*\{[^{}]*destination:\s*["']([^"'\n]+)["']/g,
  )) {
    yield [from, to];
  }
}

/** `- source: /old` with `destination: /new` in the lines below. */
function* yamlItems(text: string): Generator<readonly [string, string]> {
  for (const item of text.split(/^\s*-\s/m).slice(1)) {
    const value = (names: string) => new RegExp(`^\\s*(?:${names}):\\s*["']?([^"'\\s]+)`, 'm').exec(item)?.[1];
    const [from, to] = [value('source|from|from_url'), value('destination|to|to_url')];
    if (from !== undefined && to !== undefined) yield [from, to];
  }
}

/** Line comments that begin a line, and blocks. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** The old addresses that a page names in its front matter; a draft has none. */
function frontMatterNames(text: string): readonly string[] {
  const [, head = ''] =
    /^---\r?\n([\s\S]*?)\r?\n---/.exec(text) ?? /^\+\+\+\r?\n([\s\S]*?)\r?\n\+\+\+/.exec(text) ?? [];
  if (/^(?:draft\s*[:=]\s*true|published\s*[:=]\s*false)\s*$/m.test(head)) return [];
  const [, flow, block] =
    /^(?:aliases|redirect_from|redirectFrom|redirect_froms)\s*[:=][ \t]*(?:(\[[^\]]*\]|\S.*)|\r?\n((?:[ \t]*-[ \t].*\r?\n?)+))/m.exec(
      head,
    ) ?? [];
  const written =
    flow?.replace(/^\[|\]$/g, '').split(',') ?? block?.split('\n').map((line) => line.replace(/^\s*-/, ''));
  return (written ?? []).flatMap((one) => {
    const name = one.trim().replace(/^["']|["']$/g, '');
    return isPlain(name) ? [name] : [];
  });
}
