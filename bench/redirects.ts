// How the checks and the simulator grow with the number of rules. Ratios of one run, so that any machine will do.
//   node bench/redirects.ts

import type { RepoPath } from '../src/core/paths.ts';
import { checkRedirects } from '../src/core/redirects/checks/checks.ts';
import type { RedirectContext, RedirectRule } from '../src/core/redirects/format.ts';
import { hostOf } from '../src/core/redirects/hosts/index.ts';
import { capture } from '../src/core/redirects/simulate/ruleIndex.ts';
import { openRedirects } from '../src/core/redirects/simulate/table.ts';

const small = 1_000;
const large = 10_000;
const lookups = 2_000;

const tables = {
  small: await openRedirects(siteOf(rulesText(small))),
  large: await openRedirects(siteOf(rulesText(large))),
};
const checking = {
  small: median(() => checkRedirects(tables.small)),
  large: median(() => checkRedirects(tables.large)),
};
const reading = {
  small: await medianOf(() => openRedirects(siteOf(rulesText(small)))),
  large: await medianOf(() => openRedirects(siteOf(rulesText(large)))),
};
const urls = Array.from({ length: lookups }, (_, i) => address((i * 7919) % (large + 2000)));
const indexed = median(() => urls.map((url) => tables.large.resolve(url))) / lookups;
const few = urls.slice(0, 50);
const linear = median(() => few.map((url) => scan(tables.large.rules, url))) / few.length;

const growth = checking.large / checking.small;
const gain = linear / indexed;
console.log(
  `reading   ${small} rules ${ms(reading.small)}, ${large} rules ${ms(reading.large)}: ${(reading.large / reading.small).toFixed(1)}x`,
);
console.log(
  `checking  ${small} rules ${ms(checking.small)}, ${large} rules ${ms(checking.large)}: ${growth.toFixed(1)}x (at most 12x)`,
);
console.log(`one URL   scan ${ms(linear)}, simulated ${ms(indexed)}: ${gain.toFixed(0)}x faster (at least 50x)`);
process.exit(growth <= 12 && gain >= 50 ? 0 : 1);

/** Nine exact rules for one wildcard, in a few hundred folders. */
function rulesText(count: number): string {
  return Array.from({ length: count }, (_, i) =>
    i % 10 === 9 ? `/wild-${i % 300}/part-${i}/* /new/${i}/:splat 301` : `${address(i)} /new/${i} 301`,
  ).join('\n');
}

function address(i: number): string {
  return `/folder-${i % 300}/page-${i}/`;
}

function siteOf(text: string): RedirectContext {
  const file = '_redirects' as RepoPath;
  const read = async () => text;
  return {
    repo: { files: [file], has: (path) => path === file, read, readHead: read },
    generators: [],
    host: 'netlify',
    basePath: '/',
    staticRoots: ['' as RepoPath],
    routeOf: () => undefined,
    routeOfFile: () => undefined,
  };
}

/** The first rule that matches, all of them tried in turn. */
function scan(rules: readonly RedirectRule[], url: string): RedirectRule | undefined {
  return rules.find((rule) => {
    const host = hostOf(rule.host);
    if (rule.source.kind === 'exact') return host.keys(url)[0] === host.ruleKey(rule, rule.source.path);
    return capture(rule, host.subject(url), host) !== undefined;
  });
}

function median(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[2] ?? 0;
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[1] ?? 0;
}

function ms(time: number): string {
  return time < 1 ? `${(time * 1000).toFixed(1)} µs` : `${time.toFixed(0)} ms`;
}
