/** Pages that stayed in their file and got another address, or none, because their front matter was changed. */
import type { Commit, PastPage } from '../model.ts';
import { type RepoPath, type UrlPath, urlKey } from '../paths.ts';
import { type AddressRules, publishedUrls, readPastFile } from '../site/addresses.ts';
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

/** The commit that wrote a file's pages out of the site, and the line that did it. */
export interface Unpublishing {
  readonly line: string;
  readonly commit: Commit;
}

/** Whether a line of front matter keeps its file from being a page. */
export function hidesPage(line: string): boolean {
  return /^["']?(?:draft["']?\s*[:=]\s*true|published["']?\s*[:=]\s*false)\b/i.test(line);
}

/**
 * What the changes of one place say of its page: the line by which it stopped being one, `shown` where such a line was
 * taken out, `undefined` where neither happened.
 */
export function unpublishingOf({ added, removed, commit }: Hunk): Unpublishing | 'shown' | undefined {
  const line = added.find(hidesPage);
  if (line !== undefined) return { line: line.trim(), commit };
  return removed.some(hidesPage) ? 'shown' : undefined;
}

/** The page that an address had until its file was hidden. */
export function hiddenPage(url: UrlPath, file: RepoPath, { line, commit }: Unpublishing): PastPage {
  const cause = `"${line}" was written into its front matter in ${commit.hash.slice(0, 7)} on ${commit.date}`;
  return { url, file, first: commit, last: commit, fate: { kind: 'unpublished', cause } };
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
    const now = ledger.histories.live.has(change.file) ? change.file : ledger.successor(change.file)?.file;
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
