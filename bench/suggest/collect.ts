/**
 * Measures every candidate page of every known redirect and writes the features down, for `fit.ts`.
 *
 *     node bench/suggest/collect.ts OUT [NAME…]
 *
 * OUT gets `NAME.json`. The repositories are read as the command line reads them; see `../checkouts.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSnapshotReader } from '../../src/app/readSnapshot.ts';
import { diagnose } from '../../src/core/audit/diagnose.ts';
import { askedPage } from '../../src/core/audit/explain.ts';
import type { BrokenPage } from '../../src/core/model.ts';
import { urlPath } from '../../src/core/paths.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { pastFeatures, rankCandidates } from '../../src/core/suggest/confidence.ts';
import { candidates } from '../../src/core/suggest/rank.ts';
import { weights } from '../../src/core/suggest/weights.ts';
import { type SuggestWorld, withExamples } from '../../src/core/suggest/world/world.ts';
import { openDiskRepo } from '../../src/io/repository/diskRepo.ts';
import { checkout } from '../checkouts.ts';
import { halfOf, halves, knownTo } from './halves.ts';
import { moreNames, names, readTruth, type Truth, truthKey } from './truth.ts';

/** What the working tree says of an address that is then asked for suggestions, too. */
const answered: ReadonlySet<string> = new Set(
  'moved removed never-existed unknown-past draft future expired unpublished'.split(' '),
);

/** Those far behind teach nothing. */
const candidatesKept = 40;

/** One broken address with everything the ranker sees of it. */
export interface Sample {
  /** Made up from a page of today: a typo in its address. */
  readonly typo: boolean;
  /** The redirects of other old directories were given as examples. */
  readonly known: boolean;
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
 * Addresses with a typo, as people and mail programs make them: the lists of redirects hold few, real broken links
 * many. The same ones on every run.
 */
function slips(truth: Truth): readonly { readonly from: string; readonly to: string; readonly typo: true }[] {
  const live = new Set(truth.pages.map(({ url }) => truthKey(url, truth)));
  const step = Math.max(1, Math.floor(truth.pages.length / 60));
  return truth.pages.flatMap(({ url, kind }, i) => {
    if (i % step !== 0 || kind !== 'page' || url.length < 8) return [];
    const at = 2 + ((i * 7919) % (url.length - 4));
    const typo = [
      () => url.slice(0, at) + url.slice(at + 1),
      () => url.slice(0, at) + (url[at + 1] ?? '') + (url[at] ?? '') + url.slice(at + 2),
      () => url.toUpperCase(),
      () => `${url}.php`,
      () => url.slice(0, -Math.min(4, Math.floor(url.length / 5))),
      () => url.slice(0, at) + (url[at] ?? '') + url.slice(at),
    ][(i / step) % 6];
    const from = typo?.() ?? url;
    return live.has(truthKey(from, truth)) || from.includes('//') ? [] : [{ from, to: url, typo: true as const }];
  });
}

/** Everything the command line would rank from, by the same way of reading. */
async function worldOf(truth: Truth, directory: string, asked: readonly BrokenPage[]) {
  const repo = await openDiskRepo(directory);
  const [detected] = await detectSites(repo);
  if (detected === undefined) throw new Error(`${truth.name}: no site was found in ${directory}`);
  const now = '2026-10-01T00:00:00Z';
  const site = await openSite(detected, repo, { now });
  const kept: { world?: SuggestWorld } = {};
  const suggestFrom = (world: SuggestWorld) => {
    kept.world = world;
    return () => [];
  };
  const request = { site, now, others: [], repo, directory, asked, withoutRedirects: true, suggestFrom };
  const signal = new AbortController().signal;
  const snapshot = await createSnapshotReader().open(request, { progress: { report: () => undefined }, signal });
  if (kept.world === undefined) throw new Error(`${truth.name}: ${directory} has no history`);
  return { world: kept.world, snapshot, because: detected.because };
}

async function collect(truth: Truth, repository: string): Promise<readonly Sample[]> {
  const started = performance.now();
  const questions = [
    ...truth.pairs.map(({ from, to }) => ({ from, to, typo: false })),
    ...truth.negatives.map((from) => ({ from, to: undefined, typo: false })),
    ...slips(truth),
  ].map((question) => ({ ...question, broken: askedPage(question.from) }));
  const asked = questions.map(({ broken }) => broken);
  const { world, snapshot, because } = await worldOf(truth, repository, asked);
  const sample = (
    { from, to, typo, broken }: (typeof questions)[number],
    within: SuggestWorld,
    known: boolean,
  ): Sample => {
    const question = within.question(broken);
    // What the working tree itself answers is never asked for suggestions.
    const isAsked = answered.has(diagnose(broken, snapshot).code);
    const list = isAsked ? rankCandidates(candidates(question, within), weights.ranker) : [];
    const key = to === undefined ? undefined : truthKey(to, truth);
    return {
      typo,
      known,
      from,
      to,
      past: pastFeatures(question, within),
      candidates: list
        .map(({ url, features }) => ({ url, right: truthKey(url, truth) === key, features }))
        .filter(({ right }, rank) => right || rank < candidatesKept),
    };
  };
  const samples = [
    ...questions.map((entry) => sample(entry, world, false)),
    ...halves.flatMap((half) => {
      const examples = knownTo(half, truth).map(({ from, to }) => ({ from: urlPath(from), to: urlPath(to) }));
      const informed = withExamples(world, examples);
      return questions
        .filter(({ typo, from }) => !typo && halfOf(from) === half)
        .map((entry) => sample(entry, informed, true));
    }),
  ];
  const pairs = samples.filter(({ to, typo, known }) => to !== undefined && !typo && !known);
  const reached = pairs.filter((sample) => sample.candidates.some(({ right }) => right)).length;
  const first = pairs.filter((sample) => sample.candidates[0]?.right).length;
  const share = (count: number) => (count / pairs.length).toFixed(3);
  console.error(
    `${truth.name.padEnd(32)} ${because}; ${world.pages.all.length} pages, ${pairs.length} pairs: ${share(reached)} reached, ${share(first)} first; ${((performance.now() - started) / 1000).toFixed(1)} s, ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
  );
  return samples;
}

const [out, ...only] = process.argv.slice(2);
if (out === undefined) throw new Error('usage: collect.ts OUT [NAME…]');
mkdirSync(out, { recursive: true });
for (const name of only.length > 0 ? only : [...names, ...moreNames()]) {
  const truth = readTruth(name);
  const repository = checkout(name.replace('__', '/'), truth.commit);
  if (repository === undefined) console.error(`${name}: no mirror of this repository is here`);
  else writeFileSync(join(out, `${name}.json`), JSON.stringify(await collect(truth, repository)));
}
