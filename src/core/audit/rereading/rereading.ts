/** Tells the changes of a file that move nothing, such as new prose on a page, from those that must be judged again. */
import { decisionsFile } from '../../decisions/decisions.ts';
import { findBlock } from '../../frontMatter/block.ts';
import { selfGivenAddress } from '../../generators/shared/namedByPages.ts';
import type { Route } from '../../model.ts';
import { extensionOf, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { formatFiles } from '../../redirects/askedOnce.ts';
import { redirectFormats } from '../../redirects/editing/formats.ts';
import type { RedirectContext, RedirectRule } from '../../redirects/format.ts';
import { readRoutes, type Site } from '../../site/site.ts';

/** What was taken in of each file while a site was opened: enough to see later that it says the same. */
export interface Fingerprints {
  /** Of the data block of every file whose head was read. */
  readonly heads: ReadonlyMap<RepoPath, number>;
  /** Of the whole text of every file that was read whole. */
  readonly wholes: ReadonlyMap<RepoPath, number>;
  /** Of the start of every page that is told by it, as `pageStart` says. */
  readonly starts: ReadonlyMap<RepoPath, number>;
}

/** A site as it was read, and what it was read from. */
export interface Reading {
  readonly repo: Repo;
  readonly site: Site;
  readonly fingerprints: Fingerprints;
  readonly context: RedirectContext;
  /** The rules that were read; `undefined` where nobody asked for them. */
  readonly rules: readonly RedirectRule[] | undefined;
}

/** What is written for readers, in no language that a site is configured by. */
export const proseFiles = new Set([
  '.md',
  '.markdown',
  '.mdown',
  '.mdx',
  '.rst',
  '.adoc',
  '.asciidoc',
  '.org',
  '.html',
  '.htm',
]);

/** Every page and every rule hangs on it. */
export function isReadByAll(file: RepoPath): boolean {
  return file === decisionsFile || file === '.gitignore' || file.endsWith('/.gitignore');
}

/**
 * Whether reading the site again would find another address, rule, front matter, configuration or decision because of
 * this file. Prose is none of these: it is compared with the past when somebody asks, not at each key stroke.
 */
export async function isReadDifferently(file: RepoPath, now: Repo, reading: Reading): Promise<boolean> {
  const { repo, site, fingerprints, context, rules } = reading;
  if (isReadByAll(file)) return true;
  if (repo.has(file) !== now.has(file)) return true;
  if (!now.has(file)) return false;
  const reads = site.permalinks.reads(file);
  const whole = fingerprints.wholes.get(file);
  const isChanged = async () => whole !== textFingerprint((await now.read(file)) ?? '');
  // What a written page gives is compared below; code, data and lists of pages count as a whole.
  const isOthers = whole !== undefined && (reads === undefined || !proseFiles.has(extensionOf(file)));
  if (isOthers && (await isChanged())) return true;
  if (reads !== undefined) {
    const head = fingerprints.heads.get(file);
    if (head !== undefined && head !== headFingerprint((await now.readHead(file)) ?? '', file)) return true;
    const read = await readRoutes(now, file, reads, site.permalinks);
    if (!isSame(read?.routes, site.asRead.get(file))) return true;
    return rulesInBody(file, now, context, rules);
  }
  if (isOthers) return false;
  return fingerprints.heads.has(file) || mayHoldRules(file, context);
}

function isSame(now: readonly Route[] | undefined, before: readonly Route[] | undefined): boolean {
  return JSON.stringify(now) === JSON.stringify(before);
}

/** Rules of pages stand in their data block, unless a format reads the pages whole: then there were some, or are now. */
async function rulesInBody(
  file: RepoPath,
  now: Repo,
  context: RedirectContext,
  before: readonly RedirectRule[] | undefined,
): Promise<boolean> {
  for (const format of redirectFormats) {
    if (format.reads !== 'whole' || !(await formatFiles(format, context)).includes(file)) continue;
    if (before?.some((rule) => rule.file === file && rule.format === format.id)) return true;
    const { rules, invalid } = format.parse((await now.read(file)) ?? '', file, context);
    if (rules.length + invalid.length > 0) return true;
  }
  return false;
}

async function mayHoldRules(file: RepoPath, context: RedirectContext): Promise<boolean> {
  for (const format of redirectFormats) if ((await formatFiles(format, context)).includes(file)) return true;
  return false;
}

/** The data block, and what the head of a page in HTML says: the heading shows in the routes, if anywhere. */
export function headFingerprint(text: string, file: RepoPath): number {
  const block = findBlock(text, file);
  const said = /\.html?$/i.test(file) ? saidInHead(text) : '';
  return textFingerprint((block === undefined ? '' : text.slice(0, block.bodyStart)) + said);
}

const refresh = /<meta\b[^<>]{0,500}\bhttp-equiv\s{0,9}=\s{0,9}["']?refresh\b[^<>]{0,1000}/i;

/** The address that the page gives as its own, and where it leads, with the place: a rule stands there. */
function saidInHead(text: string): string {
  const leads = refresh.exec(text);
  return `${selfGivenAddress(text)?.url}\n${leads?.index}\n${leads?.[0]}`;
}

/** FNV-1a over UTF-16 units, with the length, so that texts of other lengths never look alike. */
export function textFingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0) + text.length * 2 ** 32;
}
