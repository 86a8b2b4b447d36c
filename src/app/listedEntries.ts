/** Reads the lists that a site hands to programs, and finds the entries that nothing answers. */

import type { SiteSnapshot } from '../core/audit/diagnose.ts';
import { isUnanswered, type ListedEntry, listedEntries, listFile, listNames } from '../core/audit/listedEntries.ts';
import { siteHost, siteTarget } from '../core/backlinks/siteTarget.ts';
import { hostSpellings } from '../core/backlinks/webAddress.ts';
import type { RepoPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';
import { append } from '../core/text/longLists.ts';

/** So many are looked up in the past. */
const mostAsked = 200;

/** `siteName`: the host that is audited. */
export async function unansweredEntries(
  repo: Pick<Repo, 'read'>,
  snapshot: Pick<SiteSnapshot, 'site' | 'redirects'>,
  siteName: string,
): Promise<readonly ListedEntry[]> {
  const { site } = snapshot;
  const own = site.permalinks.address?.url ?? '';
  const hosts = hostSpellings([siteName, siteHost(own) ?? siteName]);
  const prefixes = new Set(['/', siteTarget(own)?.basePath ?? '/']);
  const files = new Set<RepoPath>();
  for (const name of listNames) {
    for (const prefix of prefixes) {
      const file = listFile(name, prefix, site.routes);
      if (file !== undefined) files.add(file);
    }
  }
  const entries: ListedEntry[] = [];
  for (const file of files) {
    const text = await repo.read(file);
    if (text !== undefined) append(entries, listedEntries(file, text, hosts, `https://${siteName}`));
  }
  return entries.filter((entry) => isUnanswered(entry, snapshot)).slice(0, mostAsked);
}
