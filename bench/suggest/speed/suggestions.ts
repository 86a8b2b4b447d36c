/** Answers many broken addresses on the synthetic site as the command line does, and prints what that cost as JSON. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { detectSites, openSite } from '../../../src/core/site/site.ts';
import { readPast } from '../../../src/core/suggest/past/readPast.ts';
import { suggest } from '../../../src/core/suggest/suggest.ts';
import { prepareSuggestions } from '../../../src/core/suggest/world/world.ts';
import { openHistory } from '../../../src/io/git/history.ts';
import { openDiskRepo } from '../../../src/io/repository/diskRepo.ts';
import { compareTextsInThread } from '../../../src/io/textComparison/inThread.ts';
import { type Cost, cost, median, seconds } from './measure.ts';

export interface SuggestionsCost {
  /** Reading every page's file once, and nothing else. */
  readonly reading: number;
  readonly answering: Cost;
  readonly pages: number;
  readonly answered: number;
}

const [directory = '.', list = '[]'] = process.argv.slice(2);
const asked = (JSON.parse(list) as readonly string[]).map((url) => ({ path: urlPath(url) }));
const repo = await openDiskRepo(directory);
const [detected] = await detectSites(repo);
if (detected === undefined) throw new Error(`No site was found in ${directory}.`);
const site = await openSite(detected, repo, { now: '2026-10-01T00:00:00Z' });
const opened = await openHistory(directory);
if (!opened.ok) throw new Error(opened.failure.message);
const history = opened.value;
const hosts = new Set(['example.org']);
const urlsOf = (file: RepoPath) => site.routes.ofFile(file).map(({ url }) => url);
const today = { ...site.detected, basePath: site.permalinks.basePath, rules: site.permalinks, urlsOf };
const { ledger, edits } = await readPast(history, [site.permalinks], hosts, {}, today);
const routes = site.routes.pages.map((route) => ({ ...route, language: undefined, version: undefined }));
const files = [...new Set(routes.map(({ file }) => file))];

async function readPages(): Promise<void> {
  for (const file of files) await readFile(join(directory, file), 'utf8');
}

const readings = [await seconds(readPages), await seconds(readPages)];
const { value: answered, ...answering } = await cost(async () => {
  const world = await prepareSuggestions(
    { routes, hosts, ledger, edits, known: [], isRedirected: () => false },
    asked,
    {
      read: (file) => repo.read(file),
      pastTexts: (blobs) => history.texts(blobs),
      compareTexts: (queries) => compareTextsInThread(queries),
    },
  );
  return asked.filter((entry) => suggest(entry, world).length > 0).length;
});
readings.push(await seconds(readPages));
console.log(
  JSON.stringify({ reading: median(readings), answering, pages: files.length, answered } satisfies SuggestionsCost),
);
