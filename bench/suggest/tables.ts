/** Writes what was harvested of one repository as the tables that `truth.ts` reads; the README beside those tells their columns. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repoPath } from '../../src/core/paths.ts';
import { publishedUrls, readPastFile } from '../../src/core/site/addresses.ts';
import type { Site } from '../../src/core/site/site.ts';
import { type Negative, type Pair, truthPath, type Verdict } from './admission.ts';
import { byMove, spread, withoutCopies, withoutRepeats } from './sampling.ts';

const mostPairs = 400;
const mostNegatives = 120;

export interface Harvest {
  readonly repository: string;
  readonly commit: string;
  readonly folder: string;
  readonly site: Site;
  readonly hosts: readonly string[];
  readonly foldCase: boolean;
  readonly verdicts: readonly Verdict[];
}

/** Puts the five files of one repository into a folder, and says in a line what they hold. */
export function writeTables(out: string, harvest: Harvest): string {
  const { repository, commit, site, hosts, foldCase, verdicts } = harvest;
  const found = verdicts.filter((verdict): verdict is Pair => verdict.kind === 'pair');
  const refused = verdicts.filter((verdict): verdict is Negative => verdict.kind === 'negative');
  const wildcards = verdicts.filter((verdict) => verdict.kind === 'wildcard');
  const single = withoutCopies(found);
  const pairs = spread(withoutRepeats(single), mostPairs).toSorted(byAddress);
  const negatives = spread(refused, mostNegatives).toSorted(byAddress);
  const past = pastOf(harvest);
  const pages = site.routes.pages.map(({ url, file, title = '' }) => [truthPath(url, foldCase), file, title, '', '']);
  const moves = [...byMove(found)].toSorted((a, b) => b[1].length - a[1].length).slice(0, 3);
  const formats = count(found.map(({ rule }) => rule.split(' ')[0] ?? ''));
  const about = {
    repo: repository,
    commit,
    redirect_format: formats,
    generator: site.detected.because,
    url_case_insensitive: foldCase,
    site_hosts: hosts,
    counts: {
      total_rules: verdicts.length,
      pairs_found: found.length,
      pairs_kept: pairs.length,
      dropped: {
        ...count(verdicts.flatMap((verdict) => (verdict.kind === 'dropped' ? [verdict.why] : []))),
        'same rule for another language or version': found.length - single.length,
        'more of one move, to one page or of one list': single.length - pairs.length,
      },
      wildcard_rules: wildcards.length,
      negatives: refused.length,
      negatives_kept: negatives.length,
      live_pages: pages.length,
      old_page_in_git_history: count(pairs.map(({ from }) => past(from))),
      distinct_targets: new Set(pairs.map(({ to }) => to)).size,
      commonest_moves: moves.map(([move, { length }]) => `${length}x ${move}`),
    },
    extraction: 'read by our own engine: see bench/suggest/harvest.ts',
  };
  const base = join(out, repository.replace('/', '__'));
  mkdirSync(out, { recursive: true });
  writeFileSync(`${base}.json`, `${JSON.stringify(about, undefined, 1)}\n`);
  const write = (name: string, columns: readonly string[], rows: readonly (readonly string[])[]) => {
    const text = [columns, ...rows].map((row) => `${row.map(cell).join('\t')}\n`).join('');
    writeFileSync(`${base}.${name}`, name.endsWith('.gz') ? gzipSync(text) : text);
  };
  write(
    'pairs.tsv',
    ['old_path', 'target_path', 'target_source_file', 'rule', 'target_fragment', 'old_in_history'],
    pairs.map(({ from, to, route, rule, fragment }) => [from, to, route.file, rule, fragment, past(from)]),
  );
  write(
    'negatives.tsv',
    ['old_path', 'human_target', 'why', 'rule', 'old_in_history'],
    negatives.map(({ from, target, why, rule }) => [from, target, why, rule, past(from)]),
  );
  write(
    'wildcards.tsv',
    ['from_pattern', 'to_pattern', 'rule'],
    wildcards.map(({ from, to, rule }) => [from, to, rule]),
  );
  write('pages.tsv.gz', ['url_path', 'source_file', 'title', 'headings', 'date'], pages);
  const { generator, counts } = about;
  return `${pairs.length} pairs, ${negatives.length} negatives; ${JSON.stringify({ generator, ...formats, ...counts })}`;
}

/** How well git knows a page of an old address: a file had it, a file ends like it, or neither. */
function pastOf({ folder, site, foldCase }: Harvest): (from: string) => 'exact' | 'suffix' | 'none' {
  const how = ['log', '--format=', '--name-only', '--diff-filter=D', '--no-renames', '-z'];
  const log = execFileSync('git', ['-C', folder, ...how], { encoding: 'utf8', maxBuffer: 1 << 30 });
  const exact = new Set<string>();
  const tails = new Set<string>();
  for (const path of new Set(log.split('\0').flatMap((name) => repoPath(name.trim()) ?? []))) {
    const stem = `/${path}`.replace(/\.\w+$/, '').replace(/\/_?(?:index|README)$/i, '');
    for (let at = 0; at >= 0; at = stem.indexOf('/', at + 1)) tails.add(stem.slice(at).toLowerCase());
    if (site.permalinks.reads(path) === undefined) continue;
    for (const url of publishedUrls(site.permalinks, readPastFile(path))) exact.add(truthPath(url, foldCase));
  }
  return (from) => {
    if (exact.has(from)) return 'exact';
    const tail = from.toLowerCase();
    const rest = from.indexOf('/', 1);
    return tails.has(tail) || (rest > 0 && tails.has(tail.slice(rest))) ? 'suffix' : 'none';
  };
}

function byAddress(a: { readonly from: string }, b: { readonly from: string }): number {
  return a.from < b.from ? -1 : 1;
}

function count(words: Iterable<string>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** No tab and no line end. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
