/**
 * `npm run bench:mapping [REPOSITORY…]`: the routes of real repositories against what their generators published.
 * Reads the truth tables and mirrors of `places.ts`; a table without a mirror is rebuilt from its skeleton.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { detectSites, openSite } from '../src/core/site/site.ts';
import { openDiskRepo } from '../src/io/repository/diskRepo.ts';
import { checkout } from './checkouts.ts';
import { truth } from './places.ts';

interface Score {
  readonly pages: number;
  readonly recall: number;
  readonly precision: number;
  readonly fallback: number;
  readonly fallbackRecall: number | null;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** Truth tables were made on this day; it decides what is future or expired. */
const now = '2026-11-23T12:00:00Z';
const tables = join(truth, 'mapping');
const { score, readTruth } = (await import(pathToFileURL(join(truth, 'tools', 'score-mapping.mjs')).href)) as {
  score: (truth: unknown, routes: string) => Score;
  readTruth: (text: string) => unknown;
};

async function routesOf(directory: string): Promise<string> {
  const repo = await openDiskRepo(directory);
  const lines: string[] = [];
  for (const detected of await detectSites(repo)) {
    const site = await openSite(detected, repo, { now });
    for (const route of site.routes.all) lines.push(`${route.url}\t${route.file}\t${route.kind}`);
  }
  return lines.join('\n');
}

/** `undefined` where neither the repository nor its skeleton is here. */
function folderOf(name: string): { folder: string; from: string } | undefined {
  const sidecar = JSON.parse(readFileSync(join(tables, `${name}.json`), 'utf8')) as {
    repo: string;
    commit: string | null;
  };
  const folder = sidecar.commit === null ? undefined : checkout(sidecar.repo.split(' ')[0] ?? '', sidecar.commit);
  if (folder !== undefined) return { folder, from: 'repository' };
  const skeleton = join(tables, `${name}.skeleton.jsonl.gz`);
  if (!existsSync(skeleton)) return undefined;
  const made = mkdtempSync(join(tmpdir(), 'mapping-'));
  const tool = join(truth, 'tools', 'materialise.mjs');
  execFileSync(process.execPath, [tool, skeleton, made], { stdio: 'ignore' });
  return { folder: made, from: 'skeleton' };
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const show = process.argv.includes('--show') ? 15 : 0;
const names = readdirSync(tables)
  .filter((file) => file.endsWith('.tsv'))
  .map((file) => file.slice(0, -4))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
if (names.length === 0) throw new Error(`no truth table in ${tables}; set BENCH_TRUTH`);

const percent = (share: number | null) => (share === null ? '     -' : (100 * share).toFixed(2).padStart(6));
console.log(`${'repository'.padEnd(34)}  pages  recall  precis  fallback  unpublished shown  from`);
let recall = 0;
let precision = 0;
let measured = 0;
for (const name of names) {
  const found = folderOf(name);
  if (found === undefined || !existsSync(found.folder)) {
    console.log(`${name.padEnd(34)}  not here, and not counted`);
    continue;
  }
  const { folder, from } = found;
  measured += 1;
  const text = readFileSync(join(tables, `${name}.tsv`), 'utf8');
  const result = score(readTruth(text), await routesOf(folder));
  const hidden = new Set(
    text.split('\n').flatMap((line) => {
      const [source, , kind] = line.split('\t');
      return source && /^(draft|future|expired|unrendered|shadowed|unpublished)/.test(kind ?? '') ? [source] : [];
    }),
  );
  const shown = result.wrong.filter((pair) => hidden.has(pair.split('\t')[1] ?? '')).length;
  recall += result.recall;
  precision += result.precision;
  console.log(
    `${name.padEnd(34)} ${String(result.pages).padStart(6)}  ${percent(result.recall)}  ${percent(result.precision)}    ${percent(result.fallbackRecall)}  ${String(shown).padStart(17)}  ${from}`,
  );
  for (const [label, list] of [
    ['missed', result.missed],
    ['wrong', result.wrong],
  ] as const) {
    if (show > 0 && list.length > 0)
      console.log(
        `  ${label} ${list.length}:\n${list
          .slice(0, show)
          .map((pair) => `    ${pair}`)
          .join('\n')}`,
      );
  }
}
console.log(
  `${'macro average'.padEnd(34)} ${''.padStart(6)}  ${percent(recall / measured)}  ${percent(precision / measured)}`,
);
