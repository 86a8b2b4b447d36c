// How reading, checking and the simulator grow with the number of rules. Growth is that of the steps, which are the same
// on any machine, be it busy or not; the processor time beside them is only shown.
//   node bench/redirects.ts

// biome-ignore assist/source/organizeImports: it counts what is compiled after it
import { stepsOf } from './steps.ts';
import { type RepoPath, type UrlPath, urlKey, urlPath } from '../src/core/paths.ts';
import { checkRedirects } from '../src/core/redirects/checks/checks.ts';
import type { RedirectContext, RedirectRule } from '../src/core/redirects/format.ts';
import { hostOf } from '../src/core/redirects/hosts/index.ts';
import { capture } from '../src/core/redirects/simulate/ruleIndex.ts';
import { openRedirects } from '../src/core/redirects/simulate/table.ts';

const lookups = 2_000;
const bars = { rules: 12, aliases: 7, gain: 50 };

interface Cost {
  readonly steps: number;
  /** Processor time, in milliseconds. */
  readonly time: number;
}

const rules = await grown('rules', bars.rules, [1_000, 10_000], (count) => siteOf(rulesText(count)));
const aliases = await grown('aliases', bars.aliases, [10_000, 50_000], pagesWithAliases);

const { table, count: large } = rules;
const urls = Array.from({ length: lookups }, (_, i) => address((i * 7919) % (large + 2000)));
const few = urls.slice(0, 50);
const indexed = (await costOf(() => urls.map((url) => table.resolve(url)))).steps / lookups;
const linear = (await costOf(() => few.map((url) => scan(table.rules, url)))).steps / few.length;
const gain = linear / indexed;
console.log(
  `one URL   scan ${linear.toFixed(0)} steps, simulated ${indexed.toFixed(0)}: ${gain.toFixed(0)}x fewer (at least ${bars.gain}x)`,
);
process.exit(rules.isMet && aliases.isMet && gain >= bars.gain ? 0 : 1);

async function grown(
  what: string,
  bar: number,
  [few, many]: readonly [number, number],
  site: (count: number) => RedirectContext,
) {
  const [small, large] = [await measured(few, site), await measured(many, site)];
  let isMet = true;
  for (const step of ['reading', 'checking'] as const) {
    const growth = large[step].steps / small[step].steps;
    isMet &&= growth <= bar;
    console.log(
      `${step.padEnd(9)} ${few} ${what} ${shown(small[step])}, ${many} ${shown(large[step])}: ${growth.toFixed(1)}x (at most ${bar}x)`,
    );
  }
  return { table: large.table, count: many, isMet };
}

async function measured(count: number, site: (count: number) => RedirectContext) {
  // A context keeps what was read of it: each run has one of its own, and the first one of all pays for what is set up once.
  await openRedirects(site(10));
  const context = site(count);
  let table = await openRedirects(site(10));
  checkRedirects(table);
  const reading = await costOf(async () => {
    table = await openRedirects(context);
  });
  const checking = await costOf(() => checkRedirects(table));
  return { reading, checking, table };
}

async function costOf(work: () => unknown): Promise<Cost> {
  const before = process.cpuUsage();
  const steps = await stepsOf(work);
  return { steps, time: process.cpuUsage(before).user / 1000 };
}

function shown({ steps, time }: Cost): string {
  return `${(steps / 1e6).toFixed(2)} million steps (${time.toFixed(0)} ms)`;
}

/** One page for each alias, in a hundred folders. */
function pagesWithAliases(count: number): RedirectContext {
  const files = Array.from({ length: count }, (_, i) => `content/part-${i % 100}/page-${i}.md` as RepoPath);
  const known = new Set<string>(files);
  const read = async (file: RepoPath) => {
    const number = /(\d+)\.md$/.exec(file)?.[1];
    return `---\ntitle: Page ${number}\naliases:\n  - /old-${Number(number) % 100}/page-${number}/\n---\nText\n`;
  };
  const pages = files.map((file) => {
    return { url: urlPath(`/${file.slice('content/'.length, -'.md'.length)}/`), file, kind: 'page' as const };
  });
  const byAddress = new Map(pages.map((page) => [urlKey(page.url), page]));
  const byFile = new Map(pages.map((page) => [page.file, page]));
  return {
    repo: { files, has: (path) => known.has(path), read, readHead: read },
    generators: ['hugo'],
    basePath: '/',
    staticRoots: ['static' as RepoPath],
    routeOf: (url: UrlPath) => byAddress.get(urlKey(url)),
    routeOfFile: (file) => byFile.get(file),
    publishesBelow: (folder) => folder === '/',
  };
}

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
