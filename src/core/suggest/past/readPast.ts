/** The whole past of a site in one step: its ledger, and the links that authors changed. */

import { readdressedPages } from '../../history/addressChanges.ts';
import type { History } from '../../history/history.ts';
import { buildLedger, type Ledger, type LedgerContent, type LedgerOptions, openLedger } from '../../history/ledger.ts';
import { earlierAddresses, isOtherToday, type Today } from '../../history/pastConfigurations.ts';
import { joinedPages, listedPages, type PastPages } from '../../history/pastPages.ts';
import type { PastPage } from '../../model.ts';
import type { AddressRules } from '../../site/addresses.ts';
import type { LinkEdits } from '../world/linkEdits.ts';
import { type ChangedLines, keptChanges, readChangedLines } from './changedLines.ts';
import type { KeptMemory, PastMemory } from './pastMemory.ts';

/** What the history says of the site's addresses, whatever today's pages say of themselves. */
export interface PastContent extends Pick<LedgerContent, 'histories' | 'mainLine' | 'names'> {
  /** What the files of the past had by the rules of today. */
  readonly pages: readonly PastPage[];
  /** What earlier configurations tell; of it, that is past which is no address of today. */
  readonly earlier: readonly PastPage[];
  /** All that is past beside the pages of today, where it is looked up; `isOther` tells that of an earlier address. */
  readonly pagesToday?: ((isOther: (page: PastPage) => boolean) => PastPages) | undefined;
  readonly edits: LinkEdits;
  readonly unpublishings: ChangedLines['unpublishings'];
}

/** The past beside the pages of today. */
export interface Past extends Pick<PastContent, 'edits' | 'unpublishings'> {
  readonly ledger: Ledger;
  readonly content: PastContent;
}

/** A past as it was read, and what makes the next reading quick. */
export interface PastRead extends Past {
  /** Plain data. */
  kept(): KeptMemory;
}

/** The same content beside today's pages; `keptAs` names it where it is kept. */
export function pastToday(
  content: PastContent,
  history: History,
  { basePath, urlsOf, lostHere = [] }: Pick<Today, 'urlsOf' | 'lostHere'> & Pick<LedgerOptions, 'basePath'>,
  keptAs?: string,
): Past {
  const { histories, mainLine, names, edits, unpublishings } = content;
  const isOther = (page: PastPage) => isOtherToday(page, histories.live, urlsOf);
  const known = content.pagesToday?.(isOther) ?? listedPages([...content.pages, ...content.earlier.filter(isOther)]);
  const kept = keptAs === undefined ? undefined : { name: keptAs, besides: lostHere };
  const found = joinedPages(known, lostHere);
  const ledger = openLedger(history, { histories, mainLine, names, found, kept }, basePath);
  return { ledger, content, edits, unpublishings };
}

/**
 * `hosts` are the names of the site's own hosts in lower case; with `today`, the rules of earlier configurations are
 * applied too. `memory` is that of an earlier reading, for the same hosts and the same place of today's site. Throws
 * `AbortError` when cancelled.
 */
export async function readPast(
  history: History,
  rules: readonly AddressRules[],
  hosts: ReadonlySet<string>,
  options: LedgerOptions = {},
  today?: Today,
  memory: PastMemory = {},
): Promise<PastRead> {
  // Two processes of git: one waits for the disk while the other compares.
  const [ledger, lines] = await Promise.all([
    buildLedger(history, rules, { ...options, basePath: today?.basePath }),
    readChangedLines(history, hosts, options, memory.lines),
  ]);
  const readdressed = await readdressedPages(lines.changes, history, ledger, rules, options);
  const earlier = today && (await earlierAddresses(history, ledger, today, options, memory.states));
  const { histories, mainLine } = ledger;
  const pages = [...ledger.pages, ...readdressed];
  const content = {
    histories,
    mainLine,
    pages,
    earlier: earlier?.pages ?? [],
    edits: lines.edits,
    unpublishings: lines.unpublishings,
  };
  const past = pastToday(content, history, today ?? { basePath: undefined, urlsOf: () => [] });
  return { ...past, kept: () => ({ states: earlier?.kept, lines: keptChanges(lines, history.head.hash) }) };
}
