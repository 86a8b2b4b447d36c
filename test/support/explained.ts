/** What is said of addresses in a folder, as every host asks for it. */
import assert from 'node:assert/strict';
import { explainAddresses } from '../../src/app/explainAddresses.ts';
import { createSnapshotReader } from '../../src/app/readSnapshot.ts';
import { openWorkspace } from '../../src/app/workspace.ts';
import type { Explained } from '../../src/core/audit/explanation.ts';

const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
const build = 'this build';

/** From what is kept in `cache`, where it is given. */
export async function explained(
  folder: string,
  urls: readonly string[],
  {
    cache,
    reader = createSnapshotReader(build),
  }: { cache?: string; reader?: ReturnType<typeof createSnapshotReader> } = {},
): Promise<readonly Explained[]> {
  const opened = await openWorkspace({ folder, now: '2026-01-01T00:00:00Z', cache, build }, task);
  assert.ok(opened.ok);
  return explainAddresses(opened.value, urls, { preferredFormats: [], cache, reader }, task);
}
