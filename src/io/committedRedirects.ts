/** Reads the redirects of the commit that is checked out, where the working tree has others. */
import type { History } from '../core/history/history.ts';
import { plainText } from '../core/history/plainText.ts';
import type { RepoPath } from '../core/paths.ts';
import type { RedirectTable } from '../core/redirects/resolution.ts';
import { committedTable, redirectFiles } from '../core/redirects/simulate/committed.ts';

/** `undefined` when no file of redirects differs. */
export async function committedRedirects(
  table: RedirectTable,
  history: History,
  signal: AbortSignal,
): Promise<RedirectTable | undefined> {
  const readings = await redirectFiles(table);
  if (readings.length === 0) return undefined;
  const tree = await history.tree(history.head.hash, signal);
  const known = [...new Set(readings.map(({ file }) => file))].flatMap((file) => {
    const blob = tree.get(file);
    return blob === undefined ? [] : [{ file, blob }];
  });
  const blobs = known.map(({ blob }) => blob);
  const changed = new Map<RepoPath, string>();
  let at = 0;
  for await (const text of history.texts(blobs, signal)) {
    const file = known[at++]?.file;
    if (text === undefined || file === undefined) continue;
    const former = plainText(text);
    if (former !== plainText((await table.context.repo.read(file)) ?? '')) changed.set(file, former);
  }
  return changed.size === 0 ? undefined : committedTable(table, readings, changed);
}
