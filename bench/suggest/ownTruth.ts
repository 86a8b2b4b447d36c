/**
 * Makes of a repository's own rules what suggestions are compared with. Whether a page is there is judged by names of
 * files alone, not by the engine that is measured: an address is admitted as a target when a content file or its front
 * matter has the name of its last part, and as an old one when no file lies exactly there.
 */
import { type OwnPatterns, ownPatterns } from './ownPatterns.ts';
import type { OwnRule, TextFile } from './ownRules.ts';
import { canonicalPath } from './ownTables.ts';

export interface OwnTruth {
  readonly pairs: readonly OwnPair[];
  /** Old addresses that were sent to what is no page of the site but its first: none of them has a right answer. */
  readonly negatives: readonly OwnNegative[];
  /** How many rules were left out, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

export interface OwnPair {
  readonly from: string;
  /** The address people chose; `undefined` where the rule stands in the page itself. */
  readonly to: string | undefined;
  /** The page's file, where the rule stands in it. */
  readonly file: string | undefined;
}

/** An old address without a page to lead to. */
export interface OwnNegative {
  readonly from: string;
  readonly to: 'home' | 'another site' | 'a file';
}

/** What is handed out and no page: a picture, a paper, an archive, data. */
const asset =
  /\.(?:avif|css|csv|docx?|epub|gif|gz|ico|ics|jpe?g|js|json|mp[34]|pdf|png|pptx?|sh|svg|tar|tgz|txt|webp|xlsx?|xml|ya?ml|zip)$/;

const content = /\.(?:mdx?|markdown|rst|adoc|html|astro|ipynb|qmd|tsx|vue|svelte|njk)$/;

/** Folders that are in front of a page's path and no part of its address. */
const roots: ReadonlySet<string> = new Set(
  'src content contents docs doc pages website websites site app apps web public static input source en posts _posts collections'.split(
    ' ',
  ),
);

/** An address for comparing: no host, slash at its end, extension, index or case. */
export function bareAddress(address: string): string {
  const path = address.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  const bare = decoded(path)
    .toLowerCase()
    .replace(/\.html?$/, '')
    .replace(/\/index$/, '/')
    .replace(/\/+$/, '');
  if (bare === '') return '/';
  // What is written without its first slash is meant from the root, as in a list of the site's own.
  return bare.startsWith('/') ? bare : `/${bare}`;
}

/** `paths` are all files of the repository; `files` those whose rules were read. */
export function ownTruth(rules: readonly OwnRule[], paths: readonly string[], files: readonly TextFile[]): OwnTruth {
  const known: Known = {
    ...namesOfPages(paths, files),
    hosts: ownHosts(files),
    sources: paths.filter((path) => content.test(path)),
    ways: new Map(rules.map((rule) => [bareAddress(rule.from), rule.to]).reverse() as [string, OwnRule['to']][]),
    patterns: ownPatterns(files),
  };
  const claimed = claimedTwice(rules);
  const pairs = new Map<string, OwnPair>();
  const negatives = new Map<string, OwnNegative>();
  const dropped: Record<string, number> = {};
  for (const { from } of rules) {
    const key = bareAddress(from);
    const one =
      pairs.has(key) || negatives.has(key) ? 'the address has a rule already' : judged(from, key, claimed, known);
    if (typeof one === 'string') dropped[one] = (dropped[one] ?? 0) + 1;
    else if ('file' in one) pairs.set(key, one);
    else negatives.set(key, one);
  }
  return { pairs: [...pairs.values()], negatives: [...negatives.values()], dropped };
}

/** What is known of a repository by names of files and by its rules. */
interface Known {
  readonly names: ReadonlySet<string>;
  readonly whole: ReadonlySet<string>;
  readonly hosts: ReadonlySet<string>;
  readonly sources: readonly string[];
  readonly ways: ReadonlyMap<string, OwnRule['to']>;
  readonly patterns: OwnPatterns;
}

/** What people chose for an old address, or why it is left out. */
function judged(from: string, key: string, claimed: ReadonlySet<string>, known: Known): OwnPair | OwnNegative | string {
  if (key === '/') return 'the home page';
  if (claimed.has(key)) return 'several pages claim the address';
  if (known.whole.has(key)) return 'a page is there';
  const to = endOf(key, known);
  if (typeof to === 'string') return to;
  if (to.kind === 'file') return { from, to: undefined, file: to.path };
  const unknown = 'no file has the name of its target';
  if (to.kind === 'source') {
    const file = known.sources.find((path) => isSourceOf(path, to.path));
    return file === undefined ? unknown : { from, to: undefined, file };
  }
  const none = noPage(to.address, known);
  if (none !== undefined) return { from, to: none };
  if (bareAddress(to.address) === key) return 'the same address but for its spelling';
  return known.names.has(lastPart(bareAddress(to.address))) ? { from, to: to.address, file: undefined } : unknown;
}

/** Addresses that more than one page has in its front matter, such as every version of it: nobody chose one of them. */
function claimedTwice(rules: readonly OwnRule[]): ReadonlySet<string> {
  const claimant = new Map<string, string>();
  const found = new Set<string>();
  for (const { from, to } of rules) {
    if (to.kind !== 'file') continue;
    const key = bareAddress(from);
    const known = claimant.get(key);
    if (known === undefined) claimant.set(key, to.path);
    else if (known !== to.path) found.add(key);
  }
  return found;
}

/** What an address names that is no page of the site, or its first one. */
function noPage(address: string, { hosts, names }: Known): OwnNegative['to'] | undefined {
  if (isElsewhere(address, hosts)) return 'another site';
  const bare = bareAddress(address);
  if (bare === '/') return 'home';
  return asset.test(bare) && !names.has(lastPart(bare)) ? 'a file' : undefined;
}

const mostSteps = 10;

/** Where a chain of rules ends, those with patterns among them, or why that is not known. */
function endOf(
  key: string,
  { ways, patterns, whole, hosts }: Known,
): OwnRule['to'] | 'a loop' | 'led on by a rule that is not read' {
  let at = key;
  let last: OwnRule['to'] = { kind: 'address', address: key };
  for (let steps = 0; steps < mostSteps; steps++) {
    const on = ways.get(at) ?? ledOn(patterns.lead(at, whole.has(at)));
    if (on === undefined) return last;
    if (on === 'unread') return 'led on by a rule that is not read';
    if (on.kind !== 'address' || isElsewhere(on.address, hosts)) return on;
    last = on;
    const next = bareAddress(on.address);
    if (next === at) return on;
    at = next;
  }
  return 'a loop';
}

function ledOn(address: string | undefined): OwnRule['to'] | 'unread' | undefined {
  return address === undefined || address === 'unread' ? address : { kind: 'address', address };
}

/** Last parts of what may be an address, and whole addresses as far as folders tell. */
function namesOfPages(
  paths: readonly string[],
  files: readonly TextFile[],
): { readonly names: ReadonlySet<string>; readonly whole: ReadonlySet<string> } {
  const names = new Set<string>();
  const whole = new Set<string>();
  for (const path of paths.filter((file) => content.test(file))) {
    const parts = path
      .toLowerCase()
      .replace(content, '')
      .replace(/\/_?(?:index|readme|page)$/, '')
      .split('/')
      .map((part) => part.replace(/^(?:\d{4}-\d\d-\d\d-|\d+[-_.])(?=.)/, ''));
    names.add(parts.at(-1) ?? '');
    while (parts.length > 1 && roots.has(parts[0] ?? '')) {
      parts.shift();
      whole.add(`/${parts.join('/')}`);
    }
  }
  for (const address of besideMintlify(paths, files)) whole.add(address);
  for (const { text } of files) {
    const head = /^(?:---|\+\+\+)\r?\n([\s\S]*?)\r?\n(?:---|\+\+\+)/.exec(text)?.[1] ?? '';
    const slug = /^(?:slug|permalink|url|id)\s*[:=]\s*["']?([^"'\s]+)/m.exec(head)?.[1];
    if (slug !== undefined) names.add(lastPart(bareAddress(slug)));
  }
  return { names, whole };
}

/** Mintlify serves what lies beside its configuration, whatever the folder is called. */
function besideMintlify(paths: readonly string[], files: readonly TextFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const [, folder] = /^(.*?)(?:docs|mint)\.json$/.exec(path) ?? [];
    if (folder === undefined || !/"navigation"/.test(text)) return [];
    const pages = paths.filter((page) => page.startsWith(folder) && /\.mdx?$/.test(page));
    return pages.map((page) => bareAddress(`${canonicalPath(text)}/${page.slice(folder.length).replace(content, '')}`));
  });
}

/** `a/b.md` and `a/b/index.md` of `a/b`. */
function isSourceOf(path: string, wanted: string): boolean {
  const bare = path.replace(content, '');
  return bare === wanted || bare === `${wanted}/index` || bare === `${wanted}/README`;
}

function lastPart(address: string): string {
  return address.split('/').at(-1) ?? '';
}

/** What the site's configuration says it is called. */
function ownHosts(files: readonly TextFile[]): ReadonlySet<string> {
  const said = /\b(?:url|site|site_url|baseURL|base_url|origin)["']?\s*[:=]\s*["']?https?:\/\/([^/"'\s]+)/gi;
  return new Set(
    files.flatMap(({ path, text }) =>
      content.test(path) ? [] : [...text.matchAll(said)].map(([, host = '']) => host.toLowerCase()),
    ),
  );
}

function isElsewhere(address: string, hosts: ReadonlySet<string>): boolean {
  const host = /^https?:\/\/([^/]+)/i.exec(address)?.[1]?.toLowerCase();
  return host !== undefined && !hosts.has(host);
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
