/**
 * What the working tree took away of the last commit, as the commit that nobody made of it yet: its pages were published
 * until then, like those that any commit took away.
 */
import { frontMatterPlace } from '../frontMatter/frontMatter.ts';
import type { Commit, PastPage } from '../model.ts';
import { extensionOf, type RepoPath, urlKey } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { type AddressRules, publishedUrls, readPastFile } from '../site/addresses.ts';
import { pageTitle } from '../text/title.ts';
import { addressChanges } from './addressChanges.ts';
import { commitNamed, uncommittedHash } from './commitNames.ts';
import { followFiles } from './fileHistories.ts';
import { type BlobId, type FileChange, followedExtensions, type History, type HistoryCommit } from './history.ts';
import { mayConfigure, type Today } from './pastConfigurations.ts';
import { plainText } from './plainText.ts';

/** Of more files than this no renames are looked for: a folder was moved aside, or another site checked out. */
const mostCompared = 1000;

/** `undefined` where the working tree has all files of the last commit. Throws `AbortError` when cancelled. */
export async function uncommittedChanges(
  history: History,
  repo: Pick<Repo, 'files' | 'has' | 'read'>,
  signal?: AbortSignal,
): Promise<HistoryCommit | undefined> {
  const tree = await history.tree(history.head.hash, signal);
  const missing = [...tree].filter(([path]) => !repo.has(path));
  // Where it has none of them at all, it is the working tree of something else.
  if (missing.length === 0 || missing.length === tree.size) return undefined;
  const moved = await unchangedElsewhere(missing, tree, history, repo, signal);
  const changes = missing.map(([path, blob]): FileChange => {
    const to = moved.get(path);
    if (to === undefined) return { kind: 'removed', path, blob };
    return { kind: 'renamed', path: to, from: path, similarity: 100, blob, fromBlob: blob };
  });
  return { hash: uncommittedHash, date: history.head.date, mainLine: false, changes };
}

/** The new file that has the text of a missing one, where it is the only one, of a text that is missing only once. */
async function unchangedElsewhere(
  missing: readonly (readonly [RepoPath, BlobId])[],
  tree: ReadonlyMap<RepoPath, BlobId>,
  history: History,
  repo: Pick<Repo, 'files' | 'read'>,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<RepoPath, RepoPath>> {
  const isFollowed = followed(followedExtensions);
  const gone = missing.filter(([path]) => isFollowed(path));
  const fresh = repo.files.filter((path) => isFollowed(path) && !tree.has(path));
  const moved = new Map<RepoPath, RepoPath>();
  if (gone.length === 0 || fresh.length === 0 || gone.length > mostCompared || fresh.length > mostCompared)
    return moved;
  const places = new Map<string, { readonly from: RepoPath[]; readonly to: RepoPath[] }>();
  const placesOf = (text: string) => {
    const known = places.get(text) ?? { from: [], to: [] };
    places.set(text, known);
    return known;
  };
  let at = 0;
  const texts = history.texts(
    gone.map(([, blob]) => blob),
    signal,
  );
  for await (const text of texts) {
    const path = gone[at++]?.[0];
    if (path !== undefined && text !== undefined) placesOf(plainText(text)).from.push(path);
  }
  for (const path of fresh) {
    const text = await repo.read(path);
    if (text !== undefined) places.get(plainText(text))?.to.push(path);
  }
  for (const [text, { from, to }] of places) {
    const [source, target] = [from[0], to[0]];
    // An empty file says nothing of where it came from.
    if (text.trim() === '' || from.length > 1 || to.length > 1) continue;
    if (source !== undefined && target !== undefined) moved.set(source, target);
  }
  return moved;
}

/** Of more files than this no texts are compared: it was the disk that gave all of them another date. */
const mostRead = 500;

/** A file of the last commit that has another text now. */
interface EditedFile {
  readonly file: RepoPath;
  readonly before: string;
  readonly now: string;
}

/** Pages and configurations of the last commit that have another text now. Throws `AbortError` when cancelled. */
export async function editedHere(
  history: History,
  repo: Pick<Repo, 'has' | 'read' | 'unsaved'>,
  rules: AddressRules,
  signal?: AbortSignal,
): Promise<readonly EditedFile[]> {
  const tree = await history.tree(history.head.hash, signal);
  const named = new Set([...(await history.touched(signal)), ...(repo.unsaved ?? [])]);
  const isRead = (file: RepoPath) => (rules.reads(file) ?? 'path') !== 'path' || mayConfigure(file);
  const asked = [...named].flatMap((file) => {
    const blob = repo.has(file) && isRead(file) ? tree.get(file) : undefined;
    return blob === undefined ? [] : [{ file, blob }];
  });
  if (asked.length > mostRead) return [];
  const edited: EditedFile[] = [];
  let at = 0;
  const texts = history.texts(
    asked.map(({ blob }) => blob),
    signal,
  );
  for await (const text of texts) {
    const file = asked[at++]?.file;
    const now = file && (await repo.read(file));
    if (file === undefined || text === undefined || now === undefined) continue;
    const entry = { file, before: plainText(text), now: plainText(now) };
    if (entry.before !== entry.now) edited.push(entry);
  }
  return edited;
}

/** The addresses that pages of the last commit had by their own text, which is another one now. */
export function readdressedHere(
  edited: readonly EditedFile[],
  head: Commit,
  today: Pick<Today, 'rules' | 'urlsOf'>,
): readonly PastPage[] {
  return edited.flatMap((entry) => readdressed(entry, head, today));
}

function readdressed(
  { file, before, now }: EditedFile,
  head: Commit,
  { rules, urlsOf }: Pick<Today, 'rules' | 'urlsOf'>,
): readonly PastPage[] {
  const today = new Set(urlsOf(file).map(urlKey));
  // Of a page that is none any more, its own text says why; and a configuration is none.
  if (today.size === 0 || rules.reads(file) === undefined) return [];
  const content = readPastFile(file, before);
  const urls = publishedUrls(rules, content).filter((url) => !today.has(urlKey(url)));
  if (urls.length === 0) return [];
  const last = { hash: uncommittedHash, date: head.date };
  const cause = `${changedKeys(file, before, now, last)} in ${commitNamed(last)}`;
  const fate = { kind: 'readdressed', to: [file], cause } as const;
  return urls.map((url) => ({ url, file, title: pageTitle(content), first: head, last, fate }));
}

function changedKeys(file: RepoPath, before: string, now: string, commit: Commit): string {
  const head = (text: string) => text.slice(0, frontMatterPlace(text, file).bodyStart).split('\n');
  const changes = addressChanges({ file, removed: head(before), added: head(now), commit });
  const keys = changes.map(({ key }) => key);
  return keys.length === 0 ? 'its text was changed' : `${keys.join(', ')} in its front matter was changed`;
}

/** Begins to follow the files with these endings through a history, from what the working tree took away on. */
export async function followFromHere(history: History, extensions: readonly string[], signal?: AbortSignal) {
  const live = new Set((await history.tree(history.head.hash, signal)).keys());
  const isFollowed = followed(extensions);
  const { uncommitted } = history;
  const changes = uncommitted?.changes.filter((change) => isFollowed(pathBefore(change))) ?? [];
  for (const change of changes) {
    live.delete(pathBefore(change));
    if (change.kind === 'renamed') live.add(change.path);
  }
  const fold = followFiles(live);
  if (uncommitted !== undefined && changes.length > 0) fold.add({ ...uncommitted, changes });
  return { ...fold, live: live as ReadonlySet<RepoPath> };
}

/** The files of the last commit that the working tree has not, at least not there. */
export function goneHere(uncommitted: HistoryCommit | undefined): readonly RepoPath[] {
  return uncommitted?.changes.map(pathBefore) ?? [];
}

function pathBefore(change: FileChange): RepoPath {
  return change.kind === 'renamed' ? change.from : change.path;
}

function followed(extensions: readonly string[]): (path: RepoPath) => boolean {
  const known = new Set(extensions.map((extension) => `.${extension}`));
  return (path) => known.has(extensionOf(path));
}
