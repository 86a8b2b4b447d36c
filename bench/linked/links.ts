/** The links of a site's own files, by a reader that shares nothing with the program it judges. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface OwnLink {
  /** From the root of the host, decoded, without query and fragment. */
  readonly path: string;
  readonly file: string;
  readonly how: 'root' | 'host' | 'relative' | 'base';
}

export interface LinkedSite {
  readonly folder: string;
  /** The site's folder in the repository, `''` for all of it. */
  readonly root: string;
  /** With a slash at both ends. */
  readonly base: string;
  readonly hosts: ReadonlySet<string>;
  /** The address of each file behind a page. */
  readonly pages: ReadonlyMap<string, string>;
}

const templates = new Set('.html .htm .njk .liquid .ejs .hbs .astro .vue .svelte .jsx .tsx .j2 .slim .webc'.split(' '));
const data = new Set('.yml .yaml .toml .json'.split(' '));
const prose = new Set(
  '.md .mdx .markdown .mkd .qmd .rmd .adoc .rst .html .htm .astro .vue .svelte .jsx .tsx .mdoc .njk'.split(' '),
);
const aside =
  /(^|\/)(node_modules|vendor|tests?|__tests__|fixtures?|examples?|dist|_site|public|static|themes|archetypes|\.[^/]+)\//i;
const largest = 400_000;
const mostFiles = 6000;

export function trackedFiles(folder: string): readonly string[] {
  return execFileSync('git', ['-C', folder, 'ls-files', '-z'], { encoding: 'utf8', maxBuffer: 1 << 28 })
    .split('\0')
    .filter((name) => name !== '');
}

export function ownLinks(site: LinkedSite, tracked: readonly string[]): readonly OwnLink[] {
  const inside = (file: string) => site.root === '' || file.startsWith(`${site.root}/`);
  const others = tracked.filter(
    (file) =>
      inside(file) &&
      !site.pages.has(file) &&
      !aside.test(file) &&
      (templates.has(extname(file)) || data.has(extname(file))),
  );
  const found = new Map<string, OwnLink>();
  const add = (link: OwnLink) => {
    const known = found.get(link.path);
    if (known === undefined || (known.how === 'relative' && link.how !== 'relative')) found.set(link.path, link);
  };
  for (const file of [...site.pages.keys()].filter((name) => prose.has(extname(name))).slice(0, mostFiles)) {
    for (const link of linksOf(site, file)) add(link);
  }
  for (const file of others.slice(0, mostFiles)) for (const link of linksOf(site, file)) add(link);
  return [...found.values()];
}

function linksOf(site: LinkedSite, file: string): readonly OwnLink[] {
  const text = readText(join(site.folder, file));
  if (text === undefined) return [];
  const kind = extname(file);
  const targets = data.has(kind) ? dataTargets(text) : proseTargets(text, kind);
  return targets.flatMap((target) => pathOf(target, file, site) ?? []);
}

function readText(path: string): string | undefined {
  try {
    return statSync(path).size > largest ? undefined : readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function dataTargets(text: string): readonly string[] {
  const found = text.matchAll(
    /["']?\b(?:url|link|href|to|pageRef|route)["']?[ \t]{0,9}[:=][ \t]{0,9}["']?((?:\/|https?:\/\/)[^"'\s,}\]]{0,300})/g,
  );
  return [...found].map((match) => match[1] ?? '');
}

function proseTargets(whole: string, kind: string): readonly string[] {
  const isMarkup = ['.md', '.mdx', '.markdown', '.mkd', '.qmd', '.rmd', '.mdoc'].includes(kind);
  const text = (isMarkup ? withoutCode(whole) : whole).replace(/<!--[\s\S]{0,20000}?-->/g, '');
  const targets: string[] = [];
  const take = (pattern: RegExp) => {
    for (const match of text.matchAll(pattern)) if (match[1]) targets.push(match[1]);
  };
  take(
    /<(?:a|Link|NuxtLink|router-link|Card|LinkCard|ButtonLink|Button)\b[^>]{0,600}?\s(?:href|to|link)=\{?["']([^"'\n]{1,300})["']/g,
  );
  if (isMarkup || kind === '.html') take(/\]\(\s{0,3}<?([^)\s>]{1,300}(?:\s[^)\n}]{0,60}\}\}[^)\s]{0,200})?)/g);
  if (isMarkup) take(/^ {0,3}\[[^\]\n]{1,200}\]:[ \t]{1,9}<?(\S{1,300}?)>?[ \t]*$/gm);
  return targets;
}

/** Fences, code in a line, and code that is marked as such in HTML. */
function withoutCode(text: string): string {
  return text
    .replace(/^([ \t>]*)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^[ \t>]*\2[`~]*[ \t]*$/gm, '')
    .replace(/\{%-? highlight[\s\S]{0,20000}?endhighlight -?%\}/g, '')
    .replace(/<(pre|code)\b[\s\S]{0,20000}?<\/\1>/g, '')
    .replace(/`[^`\n]{1,500}`/g, '');
}

function pathOf(target: string, file: string, site: LinkedSite): OwnLink | undefined {
  let bare = target
    .trim()
    .replace(/&amp;/g, '&')
    .replace(/[?#].*$/s, '');
  let how: OwnLink['how'] = 'root';
  const filtered = /^\{\{-?\s*["'](\/[^"']*)["']\s*\|\s*(?:relative_url|absolute_url|url)\s*-?\}\}$/.exec(bare);
  const based = /^\{\{-?\s*(?:site|page)\.(?:baseurl|url)\s*-?\}\}(?:\{\{-?\s*site\.baseurl\s*-?\}\})?(\/.*)$/.exec(
    bare,
  );
  if (filtered?.[1] ?? based?.[1]) {
    bare = site.base + (filtered?.[1] ?? based?.[1] ?? '').slice(1);
    how = 'base';
  }
  if (bare === '' || /[{}$<>`|\\*]|^\[|%7B|\.\.\.|:[a-z]/i.test(bare.replace(/^https?:/i, ''))) return undefined;
  const url = /^(?:https?:)?\/\/([^/]+)(\/.*)?$/i.exec(bare);
  if (url) {
    if (!site.hosts.has((url[1] ?? '').toLowerCase().replace(/^www\./, ''))) return undefined;
    bare = url[2] ?? '/';
    how = 'host';
  } else if (/^[a-z][a-z0-9+.-]*:/i.test(bare) || bare.startsWith('@') || bare.startsWith('~')) {
    return undefined;
  } else if (!bare.startsWith('/')) {
    const page = site.pages.get(file);
    // What names a file is resolved by the generator, and tells nothing of addresses.
    if (page === undefined || !(/\.html?$/i.test(bare) || bare.endsWith('/') || !/\.[a-z0-9]{1,6}$/i.test(bare)))
      return undefined;
    bare = new URL(bare, `https://host.example${page}`).pathname;
    how = 'relative';
  }
  const path = decoded(normal(bare));
  return isAsset(path) ? undefined : { path, file, how };
}

function normal(path: string): string {
  try {
    return new URL(`https://host.example${path}`).pathname.replace(/\/{2,}/g, '/');
  } catch {
    return path;
  }
}

export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function isAsset(path: string): boolean {
  return /\.(png|jpe?g|gif|svg|webp|avif|ico|css|m?js|cjs|ts|scss|woff2?|ttf|otf|eot|mp[34]|webm|mov|ogg|wav|bmp|tiff?|wasm|map|webmanifest)$/i.test(
    path,
  );
}
