/** The whole past of a site in one step: its ledger, and the links that authors changed. */

import {
  type AddressChange,
  addressChanges,
  readdressedPages,
  type Unpublishing,
  unpublishingOf,
} from '../../history/addressChanges.ts';
import type { History } from '../../history/history.ts';
import { buildLedger, type Ledger, type LedgerOptions } from '../../history/ledger.ts';
import { earlierAddresses, type Today } from '../../history/pastConfigurations.ts';
import type { RepoPath } from '../../paths.ts';
import type { AddressRules } from '../../site/addresses.ts';
import { append } from '../../text/longLists.ts';
import { collectLinkEdits, type LinkEdits } from '../world/linkEdits.ts';

/** What the history says of the site's addresses. */
export interface Past {
  readonly ledger: Ledger;
  readonly edits: LinkEdits;
  /** The commit that wrote a line into a file by which it is no page; `shown` where the line was taken out again. */
  readonly unpublishings: ReadonlyMap<RepoPath, Unpublishing | 'shown'>;
}

/**
 * `hosts` are the names of the site's own hosts in lower case; with `today`, the rules of earlier configurations are
 * applied too. Throws `AbortError` when cancelled.
 */
export async function readPast(
  history: History,
  rules: readonly AddressRules[],
  hosts: ReadonlySet<string>,
  options: LedgerOptions = {},
  today?: Today,
): Promise<Past> {
  const links = collectLinkEdits(hosts);
  const changes: AddressChange[] = [];
  const unpublishings = new Map<RepoPath, Unpublishing | 'shown'>();
  const readLinks = async (): Promise<void> => {
    for await (const hunk of history.linkHunks(options)) {
      links.add(hunk);
      append(changes, addressChanges(hunk));
      // Newest first: what was done last holds.
      const unpublishing = unpublishings.has(hunk.file) ? undefined : unpublishingOf(hunk);
      if (unpublishing !== undefined) unpublishings.set(hunk.file, unpublishing);
    }
  };
  // Two processes of git: one waits for the disk while the other compares.
  const [ledger] = await Promise.all([
    buildLedger(history, rules, { ...options, basePath: today?.basePath }),
    readLinks(),
  ]);
  const readdressed = await readdressedPages(changes, history, ledger, rules, options);
  const earlier = today === undefined ? [] : await earlierAddresses(history, ledger, today, options);
  return { ledger: ledger.with([...readdressed, ...earlier]), edits: links.edits(), unpublishings };
}
