/**
 * Makes of a repository's own rules what suggestions are compared with. Whether a page is there is judged by names of
 * files alone, not by the engine that is measured: an address is admitted as a target when a content file or its front
 * matter has the name of its last part, and as an old one when no file lies exactly there.
 */
import type { OwnRule, TextFile } from './ownRules.ts';

export interface OwnTruth {
  readonly pairs: readonly OwnPair[];
  /** Old addresses that were sent home or away from the site. */
  readonly negatives: readonly string[];
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
  return bare === '' ? '/' : bare;
}

/** `paths` are all files of the repository; `files` those whose rules were read. */
export function ownTruth(rules: readonly OwnRule[], paths: readonly string[], files: readonly TextFile[]): OwnTruth {
  const { names, whole } = namesOfPages(paths, files);
  const hosts = ownHosts(files);
  const sources = paths.filter((path) => content.test(path));
  const ways = new Map(rules.map((rule) => [bareAddress(rule.from), rule.to]).reverse() as [string, OwnRule['to']][]);
  const claimed = claimedTwice(rules);
  const pairs = new Map<string, OwnPair>();
  const negatives = new Set<string>();
  const dropped: Record<string, number> = {};
  const drop = (why: string) => {
    dropped[why] = (dropped[why] ?? 0) + 1;
  };
  for (const { from } of rules) {
    const key = bareAddress(from);
    if (pairs.has(key) || negatives.has(key)) drop('the address has a rule already');
    else if (key === '/') drop('the home page');
    else if (claimed.has(key)) drop('several pages claim the address');
    else if (whole.has(key)) drop('a page is there');
    else {
      const to = endOf(key, ways);
      if (to === undefined) drop('a loop');
      else if (to.kind === 'source') {
        const file = sources.find((path) => isSourceOf(path, to.path));
        if (file === undefined) drop('no file has the name of its target');
        else pairs.set(key, { from, to: undefined, file });
      } else if (to.kind === 'file') pairs.set(key, { from, to: undefined, file: to.path });
      else if (isElsewhere(to.address, hosts) || bareAddress(to.address) === '/') negatives.add(key);
      else if (bareAddress(to.address) === key) drop('the same address but for its spelling');
      else if (!names.has(lastPart(bareAddress(to.address)))) drop('no file has the name of its target');
      else pairs.set(key, { from, to: to.address, file: undefined });
    }
  }
  return { pairs: [...pairs.values()], negatives: [...negatives], dropped };
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

/** Where a chain of rules ends; `undefined` when it does not. */
function endOf(key: string, ways: ReadonlyMap<string, OwnRule['to']>): OwnRule['to'] | undefined {
  const seen = new Set<string>();
  let at = key;
  for (;;) {
    seen.add(at);
    const to = ways.get(at);
    if (to === undefined) return undefined;
    if (to.kind !== 'address') return to;
    const next = bareAddress(to.address);
    if (next === at || !ways.has(next)) return to;
    if (seen.has(next)) return undefined;
    at = next;
  }
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
  for (const { text } of files) {
    const head = /^(?:---|\+\+\+)\r?\n([\s\S]*?)\r?\n(?:---|\+\+\+)/.exec(text)?.[1] ?? '';
    const slug = /^(?:slug|permalink|url|id)\s*[:=]\s*["']?([^"'\s]+)/m.exec(head)?.[1];
    if (slug !== undefined) names.add(lastPart(bareAddress(slug)));
  }
  return { names, whole };
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
