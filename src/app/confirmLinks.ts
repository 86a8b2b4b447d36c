/** Reads the pages that link to a broken one, on request, and says whether each link is still there. */
import type { Backlink, BrokenPage } from '../core/model.ts';
import { type Result, success } from '../core/ports.ts';
import { linkReader, type ReaderHost } from '../io/recheck/linkingPage.ts';
import type { Task } from './workspace.ts';

/** So many linking pages are read, the strongest. */
export const confirmedLinks = 5;

/** The hosts that are asked for it, each once. */
export function hostsToRead(links: readonly Backlink[]): readonly string[] {
  return [...new Set(links.slice(0, confirmedLinks).map(({ fromDomain }) => fromDomain))];
}

/** All links in their order, the strongest with what their pages say now. Fails only when it is cancelled. */
export async function confirmLinks(
  { url, spellings }: Pick<BrokenPage, 'url' | 'spellings'>,
  links: readonly Backlink[],
  host: ReaderHost,
  { progress, signal }: Task,
): Promise<Result<readonly Backlink[]>> {
  const reader = await linkReader(host);
  const read: Backlink[] = [];
  const asked = links.slice(0, confirmedLinks);
  try {
    for (const [at, link] of asked.entries()) {
      progress.report('Reading the pages that link', at, asked.length);
      const confirmed = await reader.read(link.from, [url, ...spellings, link.to], signal);
      if (!confirmed.ok) return confirmed;
      read.push({ ...link, confirmed: confirmed.value });
    }
  } finally {
    await reader.close();
  }
  return success([...read, ...links.slice(asked.length)]);
}
