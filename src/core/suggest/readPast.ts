/** The whole past of a site in one step: its ledger, and the links that authors changed. */
import type { History } from '../history/history.ts';
import { type AddressRules, buildLedger, type Ledger, type LedgerOptions } from '../history/ledger.ts';
import { collectLinkEdits, type LinkEdits } from './linkEdits.ts';

export interface Past {
  readonly ledger: Ledger;
  readonly edits: LinkEdits;
}

/** `hosts` are the names of the site's own hosts in lower case. Throws `AbortError` when cancelled. */
export async function readPast(
  history: History,
  rules: readonly AddressRules[],
  hosts: ReadonlySet<string>,
  options: LedgerOptions = {},
): Promise<Past> {
  const links = collectLinkEdits(hosts);
  const readLinks = async (): Promise<void> => {
    for await (const hunk of history.linkHunks(options)) links.add(hunk);
  };
  // Two processes of git: one waits for the disk while the other compares.
  const [ledger] = await Promise.all([buildLedger(history, rules, options), readLinks()]);
  return { ledger, edits: links.edits() };
}
