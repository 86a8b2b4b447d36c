/** Which rules of redirect files one rule can replace, proved on every address the repository knows. */
import type { SiteSnapshot } from '../core/audit/diagnose.ts';
import { knownAddresses } from '../core/audit/knownAddresses.ts';
import type { RepoPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';
import { type Compaction, compactAll, compactions, type KnownSite } from '../core/redirects/compact/compact.ts';
import { unlistedBelow } from '../core/site/unlistedFolders.ts';
import type { FileEdit } from '../core/text/edits.ts';
import { domainOf, type Layers } from './configuration.ts';

/** What a file of redirects becomes when rules that say the same are made one. */
export interface Compacted extends ReturnType<typeof compactAll> {
  /** The edit that makes only those that answer no other address. */
  readonly safe: FileEdit;
}

/** All compactions of every file with rules, together. */
export async function compactFiles(snapshot: SiteSnapshot, repo: Repo, layers: Layers): Promise<readonly Compacted[]> {
  const { redirects } = snapshot;
  const known = await knownOf(snapshot, repo, layers);
  const found: Compacted[] = [];
  for (const file of new Set(redirects.rules.map((rule) => rule.file))) {
    const text = await repo.read(file);
    const made = text === undefined ? undefined : compactAll(file, text, redirects, known);
    if (text === undefined || made === undefined || made.compactions.length === 0) continue;
    const safe = compactAll(file, text, redirects, known, ({ others }) => others === undefined);
    found.push({ ...made, safe: safe.edit });
  }
  return found;
}

/** Those of one file, each by itself. */
export async function compactionsOf(
  file: RepoPath,
  snapshot: SiteSnapshot,
  repo: Repo,
  layers: Layers,
): Promise<readonly Compaction[]> {
  const text = await repo.read(file);
  if (text === undefined) return [];
  return compactions(file, text, snapshot.redirects, await knownOf(snapshot, repo, layers));
}

async function knownOf(snapshot: SiteSnapshot, repo: Repo, layers: Layers): Promise<KnownSite> {
  const owned = domainOf(layers).elsewhere.map(({ folder }) => folder);
  return {
    addresses: knownAddresses(snapshot, repo),
    unlisted: await unlistedBelow(snapshot.site, repo, owned),
  };
}
