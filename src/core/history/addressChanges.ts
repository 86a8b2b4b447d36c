/** Pages that stayed in their file and got another address, or none, because their front matter was changed. */
import type { Commit, PastPage } from '../model.ts';
import { type RepoPath, type UrlPath, urlKey } from '../paths.ts';
import { type AddressRules, publishedUrls, readPastFile } from '../site/addresses.ts';
import { append } from '../text/longLists.ts';
import { addressKey, withEarlierLine } from './addressLines.ts';
import { commitNamed } from './commitNames.ts';
import type { BlobId, History, Hunk } from './history.ts';
import type { Ledger, LedgerOptions } from './ledger.ts';

/** A front matter key that decides addresses, and its line around a commit. */
export interface AddressChange {
  readonly file: RepoPath;
  readonly key: string;
  /** `undefined` where there was none before. */
  readonly before: string | undefined;
  /** `undefined` where the commit took the key away. */
  readonly after: string | undefined;
  readonly commit: Commit;
}

/** The changes in one place of one file. */
export function addressChanges({ file, removed, added, commit }: Hunk): readonly AddressChange[] {
  const before = linesByKey(removed.filter((line) => !added.includes(line)));
  const after = linesByKey(added.filter((line) => !removed.includes(line)));
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].map((key) => ({ file, key, before: before.get(key), after: after.get(key), commit }));
}

/** The first line of each key. */
function linesByKey(lines: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of lines) {
    const key = addressKey(line);
    if (key !== undefined && !found.has(key)) found.set(key, line);
  }
  return found;
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
  const cause = `"${line}" was written into its front matter in ${commitNamed(commit)}`;
  return { url, file, first: commit, last: commit, fate: { kind: 'unpublished', cause } };
}

/** The addresses these files had before: today's rules on their texts with the earlier lines in them. Changes newest first. */
export async function readdressedPages(
  changes: readonly AddressChange[],
  history: History,
  ledger: Ledger,
  rules: readonly AddressRules[],
  { signal }: LedgerOptions = {},
): Promise<readonly PastPage[]> {
  const tree = await history.tree(history.head.hash, signal);
  const byFile = new Map<RepoPath, AddressChange[]>();
  for (const change of changes) {
    const now = tree.has(change.file) ? change.file : ledger.successor(change.file)?.file;
    if (now === undefined || !tree.has(now) || !rules.some((rule) => rule.reads(change.file) !== undefined)) continue;
    const known = byFile.get(now);
    if (known === undefined) byFile.set(now, [change]);
    else known.push(change);
  }
  const files = [...byFile];
  const pages: PastPage[] = [];
  let at = 0;
  for await (const text of history.texts(
    files.map(([file]) => tree.get(file) as BlobId),
    signal,
  )) {
    const [now, own] = files[at++] ?? [];
    if (now !== undefined && own !== undefined && text !== undefined)
      append(pages, readdressedPage(now, text, own, rules));
  }
  return pages;
}

/** Goes back from the text of today, one commit after the other. */
function readdressedPage(
  now: RepoPath,
  today: string,
  changes: readonly AddressChange[],
  rules: readonly AddressRules[],
): readonly PastPage[] {
  const urlsOf = rememberingLast((path: RepoPath, text: string) =>
    rules.flatMap((rule) => (rule.reads(path) === undefined ? [] : publishedUrls(rule, readPastFile(path, text)))),
  );
  const known = new Set(urlsOf(now, today).map(urlKey));
  const pages: PastPage[] = [];
  let text = today;
  for (const [change, ...others] of byCommit(changes)) {
    const { file, commit } = change;
    const after = new Set(urlsOf(file, text).map(urlKey));
    const keys: string[] = [];
    for (const one of [change, ...others]) {
      const earlier = withEarlierLine(text, now, one);
      if (earlier === undefined) continue;
      text = earlier;
      keys.push(one.key);
    }
    if (keys.length === 0) continue;
    const isNew = change.before === undefined && others.every(({ before }) => before === undefined);
    const done = isNew ? 'was written into its front matter' : 'in its front matter was changed';
    for (const url of urlsOf(file, text)) {
      if (after.has(urlKey(url)) || known.has(urlKey(url))) continue;
      known.add(urlKey(url));
      const cause = `${keys.join(', ')} ${done} in ${commitNamed(commit)}`;
      pages.push({ url, file: now, first: commit, last: commit, fate: { kind: 'readdressed', to: [now], cause } });
    }
  }
  return pages;
}

/** What stands after one change stands before the one that follows it: that is read once. */
function rememberingLast(urlsOf: (path: RepoPath, text: string) => readonly UrlPath[]) {
  let last: { readonly path: RepoPath; readonly text: string; readonly urls: readonly UrlPath[] } | undefined;
  return (path: RepoPath, text: string): readonly UrlPath[] => {
    if (last?.path !== path || last.text !== text) last = { path, text, urls: urlsOf(path, text) };
    return last.urls;
  };
}

/** What one commit changed, together. */
function byCommit(changes: readonly AddressChange[]): readonly (readonly [AddressChange, ...AddressChange[]])[] {
  const groups: [AddressChange, ...AddressChange[]][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last?.[0].commit.hash === change.commit.hash && last[0].file === change.file) last.push(change);
    else groups.push([change]);
  }
  return groups;
}
