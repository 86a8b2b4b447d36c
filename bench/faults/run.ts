/**
 * How many of 60 faults `redirects --check` finds: drawn by a seed out of every kind that each way to write rules can
 * have, and planted among good rules, on which nothing may be found.
 *
 *     node tools/node24.mjs bench/faults/run.ts [--seed=N] [--all]
 */

import type { Route, RouteKind } from '../../src/core/model.ts';
import { type RepoPath, type UrlPath, urlKey, urlPath } from '../../src/core/paths.ts';
import { missingAnchors } from '../../src/core/redirects/checks/anchors.ts';
import type { RedirectContext } from '../../src/core/redirects/format.ts';
import { reviewRedirects } from '../../src/core/redirects/repair/review.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { randomFrom } from '../../tools/conformance/random.ts';
import { faultKinds, type Planted } from './faults.ts';
import { pages, texts, type Way, ways } from './sites.ts';

const seed = Number(/--seed=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 1);
const isAll = process.argv.includes('--all');

const routes = pages.map((line): Route => {
  const [url = '', file = '', kind = 'page'] = line.split(' ');
  return { url: urlPath(url), file: file as RepoPath, kind: kind as RouteKind };
});

function contextOf(way: Way, text: string): RedirectContext {
  const files = new Map([
    ...routes.map(({ file }) => [file, '# Page\n'] as const),
    ...Object.entries(texts),
    [way.file, text],
  ]);
  const read = async (path: RepoPath) => files.get(path);
  const isDraft = ({ kind }: Route) => kind === 'draft';
  const at = (url: UrlPath, draft: boolean) =>
    routes.find((route) => urlKey(route.url) === urlKey(url) && isDraft(route) === draft);
  return {
    repo: { files: [...files.keys()] as RepoPath[], has: (path) => files.has(path), read, readHead: read },
    generators: [way.generator],
    host: way.host,
    siteHosts: ['hb.example'],
    basePath: '/',
    staticRoots: ['static' as RepoPath],
    routeOf: (url) => at(url, false),
    unpublishedAt: (url) => at(url, true),
    pages: () => routes.filter((route) => !isDraft(route)),
    routeOfFile: (file) => routes.find((route) => route.file === file),
    publishesBelow: (folder) => routes.some((route) => !isDraft(route) && route.url.startsWith(folder)),
  };
}

/** The lines on which something is found. */
async function foundIn(way: Way, rules: readonly string[]): Promise<ReadonlyMap<number, string>> {
  const table = await openRedirects(contextOf(way, way.head + rules.join(way.between) + way.tail));
  const { findings } = reviewRedirects(table, undefined, await missingAnchors(table));
  return new Map(findings.map(({ place, code }) => [place.line, code]));
}

const goodRules = (way: Way) => [way.rule('/good-1', '/about/', '301'), way.rule('/good-2', '/new/#first-part', '301')];
const all = ways.flatMap((way) =>
  faultKinds.filter((kind) => kind.ways?.includes(way.id) ?? true).map((kind) => ({ way, kind })),
);
const random = randomFrom(seed);
const drawn = isAll ? all : draw([...all], 60);

function draw<Item>(items: Item[], count: number): readonly Item[] {
  const found: Item[] = [];
  while (found.length < count && items.length > 0) {
    const [item] = items.splice(random.below(items.length), 1);
    if (item !== undefined) found.push(item);
  }
  return found;
}

let found = 0;
let onGood = 0;
for (const [i, { way, kind }] of drawn.entries()) {
  const planted: Planted = kind.plant(way, `fault-${i}`);
  const good = goodRules(way);
  const first = way.head.split('\n').length;
  const lines = await foundIn(way, [...good, ...planted.rules]);
  const code = lines.get(first + good.length + planted.wrong);
  if (code === undefined) console.log(`not found: ${kind.id} (${way.id}): ${planted.rules[planted.wrong]?.trim()}`);
  else found++;
  for (const [j, rule] of good.entries()) {
    const wrong = lines.get(first + j);
    if (wrong === undefined) continue;
    onGood++;
    console.log(`found on a good rule: ${wrong} (${way.id}): ${rule.trim()}`);
  }
}
console.log(
  `${found} of ${drawn.length} faults found (seed ${seed}, ${faultKinds.length} kinds, ${all.length} to draw from); ${onGood} findings on ${drawn.length * 2} good rules`,
);
