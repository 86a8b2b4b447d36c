/**
 * `npm run bench:index`: what reading a repository costs, as ratios against yardsticks of the same run.
 *   cold      10,000 pages read and mapped : the heads of the same files read with Node
 *   one file  one changed file mapped again : the cold reading
 *   memory    50,000 pages held
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RepoPath } from '../src/core/paths.ts';
import { detectSites, openSite, readContentFile, type Site } from '../src/core/site/site.ts';
import { openDiskRepo } from '../src/io/repository/diskRepo.ts';

const now = '2026-11-23T00:00:00Z';
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** A Hugo site with so many pages, of ordinary front matter and length, in a git repository. */
function makeSite(pages: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-index-'));
  writeFileSync(join(folder, 'hugo.toml'), 'baseURL = "https://example.org/"\n[permalinks]\nposts = "/:year/:slug/"\n');
  const sections = ['posts', 'docs', 'guides', 'reference'];
  for (let i = 0; i < pages; i++) {
    const directory = join(folder, 'content', sections[i % 4] ?? '', `part-${i % 97}`);
    if (i < 4 * 97) mkdirSync(directory, { recursive: true });
    const day = `20${10 + (i % 15)}-0${1 + (i % 9)}-1${i % 10}`;
    const head = `---\ntitle: "Page ${i}: on the matter of ${i % 31}"\ndate: ${day}\ntags: [one, two]\nslug: page-${i}\nweight: ${i % 50}\ndescription: What there is to say about ${i}.\n---\n`;
    writeFileSync(
      join(directory, `page-${i}.md`),
      `${head}\n# Page ${i}\n\n${'A sentence of ordinary length stands here.\n'.repeat(60)}`,
    );
  }
  execFileSync('git', ['-C', folder, 'init', '--quiet']);
  execFileSync('git', ['-C', folder, 'add', '-A']);
  return folder;
}

async function read(folder: string): Promise<Site> {
  const repo = await openDiskRepo(folder);
  const [detected] = await detectSites(repo);
  if (detected === undefined) throw new Error('no site was found');
  return openSite(detected, repo, { now });
}

/**
 * Lists the files by `readdir` and reads them one by one without promises: nothing else that Node offers is faster for
 * small files. About half of it is the listing, as Node asks after the kind of each entry when it descends by itself.
 */
function readHeads(folder: string): number {
  const buffer = Buffer.alloc(4096);
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.md')) continue;
    const file = openSync(join(entry.parentPath, entry.name), 'r');
    bytes += buffer.toString('utf8', 0, readSync(file, buffer, 0, 4096, 0)).length;
    closeSync(file);
  }
  return bytes;
}

/** The same the way most programs do it: promises, eight files at a time. */
async function readHeadsAsync(folder: string): Promise<number> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name));
  let characters = 0;
  const work = async (): Promise<void> => {
    for (let file = files.pop(); file !== undefined; file = files.pop()) {
      const handle = await open(file);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
      await handle.close();
      characters += buffer.toString('utf8', 0, bytesRead).length;
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return characters;
}

/** Milliseconds of the median of several rounds; the works take turns, so that a busy machine slows them all alike. */
async function times<const Works extends readonly (() => unknown)[]>(
  rounds: number,
  ...works: Works
): Promise<{ readonly [Index in keyof Works]: number }> {
  const taken = works.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      await work();
      taken[index]?.push(performance.now() - start);
    }
  }
  const medians = taken.map((list) => list.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN);
  return medians as { readonly [Index in keyof Works]: number };
}

function isHugoInstalled(): boolean {
  try {
    execFileSync('hugo', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function ratio(label: string, measured: number, yardstick: number, bar: string): void {
  console.log(
    `${label.padEnd(44)} ${measured.toFixed(2).padStart(9)} ms : ${yardstick.toFixed(2).padStart(9)} ms = ${(measured / yardstick).toFixed(4).padStart(8)}   ${bar}`,
  );
}

const small = makeSite(10_000);
readHeads(small);
await read(small);
const [heads, headsAsync, cold] = await times(
  9,
  () => readHeads(small),
  () => readHeadsAsync(small),
  () => read(small),
);
ratio('10,000 pages : their heads, synchronously', cold, heads, 'bar 2');
ratio('10,000 pages : their heads, with promises', cold, headsAsync, 'bar 2');

if (isHugoInstalled()) {
  const hugo = () => execFileSync('hugo', ['list', 'all', '--source', small], { maxBuffer: 1 << 28 });
  const [listed] = await times(3, hugo);
  ratio('10,000 pages : hugo list all', cold, listed, 'bar 0.333');
} else console.log('hugo list all: Hugo is not installed, not compared');

const site = await read(small);
const repo = await openDiskRepo(small);
const path = 'content/docs/part-1/page-1.md' as RepoPath;
const changed = repo.has(path) ? path : (repo.files.find((file) => file.endsWith('.md')) ?? path);
const [one] = await times(50, async () => {
  const file = await readContentFile(repo, changed, site.permalinks.reads(changed) ?? 'head');
  if (file !== undefined) site.permalinks.routes(file);
});
ratio('one changed file : the cold reading', one, cold, 'bar 0.002');
rmSync(small, { recursive: true });

const large = makeSite(50_000);
collect();
const before = process.memoryUsage();
const held = await read(large);
collect();
const after = process.memoryUsage();
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
console.log(
  `50,000 pages held: ${megabytes(after.heapUsed + after.external - before.heapUsed - before.external)} MB of heap, ${megabytes(after.rss - before.rss)} MB resident (bar 120), ${held.routes.all.length} routes`,
);
rmSync(large, { recursive: true });
