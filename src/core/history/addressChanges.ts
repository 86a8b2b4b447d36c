/** Pages that stayed in their file and got another address, because their front matter was changed. */
import type { Commit, PastPage } from '../model.ts';
import { type RepoPath, urlKey } from '../paths.ts';
import { type AddressRules, publishedUrls, readPastFile } from './addresses.ts';
import type { BlobId, History, Hunk } from './history.ts';
import type { Ledger, LedgerOptions } from './ledger.ts';

/** A front matter key that decides addresses, and the value it had until a commit. */
export interface AddressChange {
  readonly file: RepoPath;
  readonly key: string;
  readonly before: string;
  readonly commit: Commit;
}

const keyLine = /^(slug|url|permalink)\s*[:=]\s*(.+?)\s*$/i;

/** The changes in one place of one file. */
export function addressChanges({ file, removed, added, commit }: Hunk): readonly AddressChange[] {
  return removed.flatMap((line): readonly AddressChange[] => {
    const [, key, value] = keyLine.exec(line) ?? [];
    if (key === undefined || value === undefined || added.includes(line)) return [];
    return [{ file, key, before: value.replace(/^(["'])(.*)\1$/, '$2'), commit }];
  });
}

/** The addresses these files had before: today's rules on their front matter with the earlier value in it. */
export async function readdressedPages(
  changes: readonly AddressChange[],
  history: History,
  ledger: Ledger,
  rules: readonly AddressRules[],
  { signal }: LedgerOptions = {},
): Promise<readonly PastPage[]> {
  const tree = await history.tree(history.head.hash, signal);
  const wanted = changes.flatMap((change) => {
    const now = ledger.lives.live.has(change.file) ? change.file : ledger.successor(change.file)?.file;
    const blob = now && (tree.get(now) as BlobId | undefined);
    return now !== undefined && blob !== undefined ? [{ change, now, blob }] : [];
  });
  const pages: PastPage[] = [];
  let at = 0;
  for await (const text of history.texts(
    wanted.map(({ blob }) => blob),
    signal,
  )) {
    const entry = wanted[at++];
    if (entry === undefined || text === undefined) continue;
    const { change, now } = entry;
    const file = readPastFile(now, text);
    const data = { ...file.frontMatter.data, [change.key]: change.before };
    const before = { ...file, path: change.file, frontMatter: { ...file.frontMatter, data } };
    for (const rule of rules) {
      if (rule.reads(change.file) === undefined) continue;
      const today = new Set(publishedUrls(rule, file).map(urlKey));
      for (const url of publishedUrls(rule, before)) {
        if (today.has(urlKey(url))) continue;
        const cause = `${change.key} in its front matter was changed in ${change.commit.hash.slice(0, 7)} on ${change.commit.date}`;
        pages.push({
          url,
          file: now,
          first: change.commit,
          last: change.commit,
          fate: { kind: 'readdressed', to: [now], cause },
        });
      }
    }
  }
  return pages;
}
