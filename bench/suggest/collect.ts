/**
 * Measures every candidate page of every known redirect and writes the features down, for `fit.ts`.
 *
 *     node bench/suggest/collect.ts REPOSITORIES OUT [NAME…]
 *
 * REPOSITORIES holds one clone per name, at the commit the truth names; OUT gets `NAME.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import type { Repo } from '../../src/core/ports.ts';
import { detectSites, openSite, type Site } from '../../src/core/site.ts';
import { pastFeatures, rankCandidates } from '../../src/core/suggest/confidence.ts';
import { dataFiles } from '../../src/core/suggest/dataNames.ts';
import { candidates } from '../../src/core/suggest/rank.ts';
import { readPast } from '../../src/core/suggest/readPast.ts';
import { weights } from '../../src/core/suggest/weights.ts';
import { prepareSuggestions } from '../../src/core/suggest/world.ts';
import { openDiskRepo } from '../../src/io/diskRepo.ts';
import { openHistory } from '../../src/io/git/history.ts';
import { exampleRules } from './exampleRules.ts';
import { names, readTruth, type Truth, truthKey } from './truth.ts';

/** One broken address with everything the ranker sees of it. */
export interface Sample {
  /** Made up from a page of today: a slip in its address. */
  readonly slip: boolean;
  readonly from: string;
  /** `undefined`: the right answer is none. */
  readonly to: string | undefined;
  readonly candidates: readonly {
    readonly url: string;
    readonly right: boolean;
    readonly features: Readonly<Record<string, number>>;
  }[];
  /** What is known beside the candidates. */
  readonly past: Readonly<Record<string, number>>;
}

/**
 * Addresses with a slip, as people and mail programs make them: the lists of redirects hold few, real broken links
 * many. The same ones on every run.
 */
function slips(truth: Truth): readonly { readonly from: string; readonly to: string; readonly slip: true }[] {
  const live = new Set(truth.pages.map(({ url }) => truthKey(url, truth)));
  const step = Math.max(1, Math.floor(truth.pages.length / 60));
  return truth.pages.flatMap(({ url, kind }, i) => {
    if (i % step !== 0 || kind !== 'page' || url.length < 8) return [];
    const at = 2 + ((i * 7919) % (url.length - 4));
    const slip = [
      () => url.slice(0, at) + url.slice(at + 1),
      () => url.slice(0, at) + (url[at + 1] ?? '') + (url[at] ?? '') + url.slice(at + 2),
      () => url.toUpperCase(),
      () => `${url}.php`,
      () => url.slice(0, -Math.min(4, Math.floor(url.length / 5))),
      () => url.slice(0, at) + (url[at] ?? '') + url.slice(at),
    ][(i / step) % 6];
    const from = slip?.() ?? url;
    return live.has(truthKey(from, truth)) || from.includes('//') ? [] : [{ from, to: url, slip: true as const }];
  });
}

/** The site as its generator gives it, where that agrees with the list of live pages. */
async function realSite(repo: Repo, truth: Truth): Promise<Site | undefined> {
  const [detected] = await detectSites(repo);
  if (detected === undefined) return undefined;
  const site = await openSite(detected, repo, { now: '2026-10-01T00:00:00Z' });
  const urls = new Set(site.routes.pages.map(({ url }) => truthKey(url, truth)));
  const agreeing = truth.pages.filter(({ url }) => urls.has(truthKey(url, truth))).length;
  console.error(`${truth.name}: ${detected.because} gives ${agreeing} of ${truth.pages.length} live pages`);
  return agreeing >= 0.9 * truth.pages.length ? site : undefined;
}

async function collect(truth: Truth, repository: string): Promise<readonly Sample[]> {
  const opened = await openHistory(repository, { commit: truth.commit });
  if (!opened.ok) throw new Error(opened.failure.message);
  const history = opened.value;
  const started = performance.now();
  const since = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const repo = await openDiskRepo(repository);
  const site = await realSite(repo, truth);
  const hosts = new Set(truth.hosts);
  const rules = site?.permalinks ?? exampleRules(truth.pages);
  const routes = site?.routes.pages ?? truth.pages;
  const urlsOf = (file: RepoPath) => site?.routes.ofFile(file).map(({ url }) => url) ?? [];
  const { ledger, edits } = await readPast(
    history,
    [rules],
    hosts,
    {},
    site && { ...site.detected, rules: site.permalinks, urlsOf },
  );
  console.error(`${truth.name}: ledger of ${ledger.lives.past.size} past files, ${since()}`);
  console.error(`  ${edits.size} pages with changed links, ${site?.detected.because ?? 'no generator'}, ${since()}`);
  const questions = [
    ...truth.pairs.map(({ from, to }) => ({ from, to, slip: false })),
    ...truth.negatives.map((from) => ({ from, to: undefined, slip: false })),
    ...slips(truth),
  ];
  const asked = questions.map(({ from }) => ({ path: urlPath(from) }));
  const world = await prepareSuggestions(
    { routes, hosts, ledger, edits, known: [], isRedirected: () => false, dataFiles: dataFiles(repo.files) },
    asked,
    { read: (file) => repo.read(file), pastTexts: (blobs) => history.texts(blobs) },
  );
  console.error(`  ${world.pages.all.length} pages read, ${since()}`);
  const samples = questions.map(({ from, to, slip }, i): Sample => {
    const question = world.question(asked[i] ?? { path: urlPath(from) });
    const list = rankCandidates(candidates(question, world), weights.ranker);
    const past = pastFeatures(question, world);
    const key = to === undefined ? undefined : truthKey(to, truth);
    return {
      slip,
      from,
      to,
      past,
      candidates: list.map(({ url, features }) => ({
        url,
        right: truthKey(url, truth) === key,
        features,
      })),
    };
  });
  const pairs = samples.filter(({ to, slip }) => to !== undefined && !slip);
  const reached = pairs.filter((sample) => sample.candidates.some(({ right }) => right)).length;
  const first = pairs.filter((sample) => sample.candidates[0]?.right).length;
  console.error(
    `  ${since()}; of ${pairs.length}: ${(reached / pairs.length).toFixed(3)} reached, ${(first / pairs.length).toFixed(3)} first; ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
  );
  return samples;
}

const [repositories, out, ...only] = process.argv.slice(2);
if (repositories === undefined || out === undefined) throw new Error('usage: collect.ts REPOSITORIES OUT [NAME…]');
mkdirSync(out, { recursive: true });
for (const name of only.length > 0 ? only : names) {
  const samples = await collect(readTruth(name), resolve(repositories, name));
  writeFileSync(join(out, `${name}.json`), JSON.stringify(samples));
}
