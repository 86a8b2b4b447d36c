/** The edit that brings a page back: its draft is published, or its file is taken out of the history. */
import { publishEdit } from '../core/frontMatter/publish.ts';
import { uncommittedHash } from '../core/history/commitNames.ts';
import type { BlobId, History } from '../core/history/history.ts';
import type { RepoPath } from '../core/paths.ts';
import { failed, type Result, success } from '../core/ports.ts';
import type { Refusal } from '../core/redirects/format.ts';
import type { PageRemedy } from '../core/report/findings.ts';
import type { FileEdit } from '../core/text/edits.ts';
import { openHistory } from '../io/git/history.ts';
import { historyFolder } from '../io/stores/historyFolder.ts';
import type { Task, Workspace } from './workspace.ts';

/** `read` gives the text of this moment, or says why the file cannot be edited. */
export async function remedyEdit(
  { directory }: Workspace,
  remedy: PageRemedy,
  { cache, read }: { cache: string | undefined; read: (file: RepoPath) => Promise<string | undefined | Refusal> },
  { signal }: Task,
): Promise<Result<FileEdit>> {
  const { file } = remedy;
  const before = await read(file);
  if (typeof before === 'object') return failed('bad-request', before.refused);
  if (remedy.kind === 'publish') {
    if (before === undefined) return failed('not-found', `${file} no longer exists.`);
    const edit = publishEdit(before, file, remedy.key);
    return 'refused' in edit ? failed('bad-request', edit.refused) : success({ file, before, edits: [edit] });
  }
  if (before !== undefined) return failed('bad-request', `${file} is there again; nothing was written.`);
  const opened = await openHistory(directory, { signal, store: cache && historyFolder(cache, directory) });
  if (!opened.ok) return opened;
  const text = await textBefore(opened.value, remedy.commit, file, signal);
  if (text === undefined) {
    const when = remedy.commit === uncommittedHash ? 'in the last commit' : `before ${remedy.commit.slice(0, 7)}`;
    return failed('not-found', `git has no text of ${file} ${when} in this clone.`);
  }
  return success({ file, before: undefined, edits: [{ start: 0, end: 0, text }] });
}

/** What the file held until the commit took it away. */
async function textBefore(
  history: History,
  commit: string,
  file: RepoPath,
  signal: AbortSignal,
): Promise<string | undefined> {
  const blob = await blobBefore(history, commit, file, signal);
  if (blob === undefined) return undefined;
  for await (const text of history.texts([blob], signal)) return text;
  return undefined;
}

async function blobBefore(
  history: History,
  commit: string,
  file: RepoPath,
  signal: AbortSignal,
): Promise<BlobId | undefined> {
  // It was deleted since the last commit, and nobody committed that.
  if (commit === uncommittedHash) return (await history.tree(history.head.hash, signal)).get(file);
  for await (const { hash, changes } of history.commits({ signal })) {
    if (hash !== commit) continue;
    for (const change of changes) if (change.kind === 'removed' && change.path === file) return change.blob;
    return undefined;
  }
  return undefined;
}
