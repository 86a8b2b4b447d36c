/** Reads the lists that a site hands to programs, finds the entries that nothing answers, and corrects those that are led on. */

import type { SiteSnapshot } from '../core/audit/diagnose.ts';
import { listEdits } from '../core/audit/lists/listedEdits.ts';
import { isUnanswered, type ListedEntry, listedEntries } from '../core/audit/lists/listedEntries.ts';
import { isMade, listFilesOf } from '../core/audit/lists/listFiles.ts';
import { siteHost } from '../core/backlinks/siteTarget.ts';
import { hostSpellings } from '../core/backlinks/webAddress.ts';
import { joinRepo, type RepoPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';
import type { Redirect, Refusal } from '../core/redirects/format.ts';
import type { Fix } from '../core/report/findings.ts';
import type { Site } from '../core/site/site.ts';
import type { FileEdit } from '../core/text/edits.ts';
import { append } from '../core/text/longLists.ts';

/** So many are looked up in the past. */
const mostAsked = 200;

/** `siteName`: the host that is audited. */
export async function unansweredEntries(
  repo: Pick<Repo, 'read' | 'files'>,
  snapshot: Pick<SiteSnapshot, 'site' | 'redirects'>,
  siteName: string,
): Promise<readonly ListedEntry[]> {
  const { site } = snapshot;
  const entries: ListedEntry[] = [];
  for (const file of listFilesOf(site, repo)) {
    const text = await repo.read(file);
    if (text !== undefined) append(entries, listedEntries(file, text, hostsOf(site, siteName), `https://${siteName}`));
  }
  return entries.filter((entry) => isUnanswered(entry, snapshot)).slice(0, mostAsked);
}

/**
 * The edits by which lists name where redirects lead that were just written. Lists that a program makes are left to it.
 * `read` gives the text of this moment.
 */
export async function listCorrections(
  repo: Pick<Repo, 'read' | 'files'>,
  site: Site,
  fixes: readonly Fix[],
  siteName: string | undefined,
  read: (file: RepoPath) => Promise<string | undefined | Refusal>,
): Promise<readonly FileEdit[]> {
  const redirects = fixes.filter(({ host }) => host === undefined).flatMap(redirectsOf);
  const files = redirects.length === 0 ? [] : listFilesOf(site, repo);
  if (files.length === 0) return [];
  const name = siteHost(siteName ?? '') ?? siteHost(site.permalinks.address?.url ?? '') ?? 'site.invalid';
  const correction = { redirects, hosts: hostsOf(site, name), origin: `https://${name}`, routes: site.routes };
  const manifests = await manifestsOf(site, repo);
  const edits: FileEdit[] = [];
  for (const file of files) {
    const before = await read(file);
    if (typeof before !== 'string' || isMade(file, before, manifests)) continue;
    const made = listEdits(file, before, correction);
    if (made.length > 0) edits.push({ file, before, edits: made });
  }
  return edits;
}

function redirectsOf({ redirect, exceptions = [], spellings = [] }: Fix): readonly Redirect[] {
  return [redirect, ...exceptions, ...spellings.map((from) => ({ ...redirect, from }))];
}

function hostsOf({ permalinks }: Site, siteName: string): ReadonlySet<string> {
  return hostSpellings([siteName, siteHost(permalinks.address?.url ?? '') ?? siteName]);
}

/** What says which programs a build runs. */
async function manifestsOf({ detected }: Site, repo: Pick<Repo, 'read'>): Promise<readonly string[]> {
  const files = new Set([joinRepo('', 'package.json'), joinRepo(detected.root, 'package.json'), detected.config]);
  const texts: string[] = [];
  for (const file of files) append(texts, file === undefined ? [] : [(await repo.read(file)) ?? '']);
  return texts;
}
