/** The whole past of a site in one step: its ledger, and the links that authors changed. */

import {
  type AddressChange,
  addressChanges,
  readdressedPages,
  type Unpublishing,
  unpublishingOf,
} from '../../history/addressChanges.ts';
import type { History } from '../../history/history.ts';
import { buildLedger, type Ledger, type LedgerContent, type LedgerOptions, openLedger } from '../../history/ledger.ts';
import { earlierAddresses, isOtherToday, type Today } from '../../history/pastConfigurations.ts';
import type { PastPage } from '../../model.ts';
import type { RepoPath } from '../../paths.ts';
import type { AddressRules } from '../../site/addresses.ts';
import { append } from '../../text/longLists.ts';
import { collectLinkEdits, type LinkEdits } from '../world/linkEdits.ts';

/** What the history says of the site's addresses, whatever today's pages say of themselves. */
export interface PastContent extends LedgerContent {
  /** What earlier configurations tell; of it, that is past which is no address of today. */
  readonly earlier: readonly PastPage[];
  readonly edits: LinkEdits;
  /** The commit that wrote a line into a file by which it is no page; `shown` where the line was taken out again. */
  readonly unpublishings: ReadonlyMap<RepoPath, Unpublishing | 'shown'>;
}

/** The past beside the pages of today. */
export interface Past extends Pick<PastContent, 'edits' | 'unpublishings'> {
  readonly ledger: Ledger;
  readonly content: PastContent;
}

/** The same content beside today's pages. */
export function pastToday(
  content: PastContent,
  history: History,
  { basePath, urlsOf, lostHere = [] }: Pick<Today, 'urlsOf' | 'lostHere'> & Pick<LedgerOptions, 'basePath'>,
): Past {
  const { histories, pages, earlier, edits, unpublishings } = content;
  const other = earlier.filter((page) => isOtherToday(page, histories.live, urlsOf));
  const ledger = openLedger(history, { ...content, pages: [...pages, ...other, ...lostHere] }, basePath);
  return { ledger, content, edits, unpublishings };
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
  const { histories, mainLine } = ledger;
  const pages = [...ledger.pages, ...readdressed];
  const content = { histories, mainLine, pages, earlier, edits: links.edits(), unpublishings };
  return pastToday(content, history, today ?? { basePath: undefined, urlsOf: () => [] });
}
