/** Reads the past of one checkout as the command line does, and prints what that cost as JSON. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepoPath } from '../../../src/core/paths.ts';
import { detectSites, openSite } from '../../../src/core/site/site.ts';
import { readPast } from '../../../src/core/suggest/past/readPast.ts';
import { openHistory } from '../../../src/io/git/history.ts';
import { openDiskRepo } from '../../../src/io/repository/diskRepo.ts';
import { type Cost, cost } from './measure.ts';

export interface LedgerCost {
  readonly first: Cost;
  /** From what the first time kept. */
  readonly again: Cost;
  readonly pastFiles: number;
}

const [directory = '.'] = process.argv.slice(2);
const repo = await openDiskRepo(directory);
const [detected] = await detectSites(repo);
if (detected === undefined) throw new Error(`No site was found in ${directory}.`);
const site = await openSite(detected, repo, { now: '2026-10-01T00:00:00Z' });
const urlsOf = (file: RepoPath) => site.routes.ofFile(file).map(({ url }) => url);
const store = mkdtempSync(join(tmpdir(), 'ledger-speed-'));

async function read(): Promise<number> {
  const opened = await openHistory(directory, { store });
  if (!opened.ok) throw new Error(opened.failure.message);
  const today = { ...site.detected, basePath: site.permalinks.basePath, rules: site.permalinks, urlsOf };
  const { ledger } = await readPast(opened.value, [site.permalinks], new Set(), {}, today);
  return ledger.histories.past.size;
}

try {
  const { value: pastFiles, ...first } = await cost(read);
  const { value: _, ...again } = await cost(read);
  console.log(JSON.stringify({ first, again, pastFiles } satisfies LedgerCost));
} finally {
  rmSync(store, { recursive: true, force: true });
}
