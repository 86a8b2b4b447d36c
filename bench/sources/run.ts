/**
 * `npm run bench:sources`: how long a log of 1,000,000 lines takes to be read as a source, relative to reading its lines and
 * doing nothing with them, and how much memory it takes. `-- --lines 5000000` makes a longer one, and `-- --large` reads files of
 * one and two gigabytes instead, one after the other (3 GB of room on the disk).
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import { openSavedFiles } from '../../src/io/savedFiles/openFiles.ts';
import { sources } from '../../src/io/sources/index.ts';
import { readSavedFiles } from '../../src/io/sources/savedFiles.ts';
import { printLarge } from './large.ts';

const at = process.argv.indexOf('--lines');
const lines = at < 0 ? 1_000_000 : Number(process.argv[at + 1]);
const folder = mkdtempSync(join(tmpdir(), 'bench-sources-'));
const path = join(folder, 'access.log');

const agents = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
];

/** One request in eight finds nothing; of these one in three comes from another site. */
function line(number: number): string {
  const day = String(1 + (number % 28)).padStart(2, '0');
  const isMissed = number % 8 === 0;
  const page = `/docs/page-${number % 5000}/`;
  const referrer = isMissed && number % 3 === 0 ? `https://site-${number % 700}.example/links` : '-';
  const request = `GET ${isMissed ? `/old${page}` : page} HTTP/1.1`;
  return `203.0.113.${number % 250} - - [${day}/Sep/2026:10:00:00 +0000] "${request}" ${isMissed ? 404 : 200} ${number % 9000} "${referrer}" "${agents[number % agents.length]}"\n`;
}

async function write(): Promise<void> {
  const out = createWriteStream(path);
  for (let number = 0; number < lines; ) {
    const piece: string[] = [];
    for (const end = Math.min(lines, number + 10_000); number < end; number++) piece.push(line(number));
    if (!out.write(piece.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/** Of the processor, as others may work on the machine. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

async function readOnly(): Promise<void> {
  let count = 0;
  for await (const _ of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) count++;
  if (count !== lines) throw new Error(`${count} lines were read of ${lines}`);
}

/** The quickest way there is to have the lines as texts. */
async function readFast(): Promise<void> {
  const [file] = await opened();
  let count = 0;
  for await (const batch of file?.lines() ?? []) count += batch.length;
  if (count !== lines) throw new Error(`${count} lines were read of ${lines}`);
}

async function opened() {
  const files = await openSavedFiles(path);
  if (!files.ok) throw new Error(files.failure.message);
  return files.value;
}

async function asSource(): Promise<void> {
  const target = siteTarget('https://example.org/');
  if (target === undefined) throw new Error('no target');
  const scope = { targets: [target], includeSubdomains: false };
  const read = await readSavedFiles(sources, await opened(), scope, '2026-11-28');
  if (!read.ok) throw new Error(read.failure.message);
  console.log(`${read.value.pages.length} pages`);
}

async function printRatios(): Promise<void> {
  await write();
  const size = Math.round(statSync(path).size / 2 ** 20);
  await readFast();
  const [lineByLine, fast] = [await timed(readOnly), await timed(readFast)];
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const whole = await timed(asSource);
  clearInterval(watch);
  const ratio = (other: number) => (whole / other).toFixed(2);
  console.log(`${lines.toLocaleString('en-US')} lines, ${size} MB`);
  console.log(
    `as a source, relative to reading the lines (bar: 3): ${ratio(fast)}; relative to readline: ${ratio(lineByLine)}`,
  );
  const grown = Math.max(peak, process.memoryUsage.rss()) - before;
  console.log(
    `memory beyond that of the program itself: ${Math.round(grown / 2 ** 20)} MB at most, the same at any length`,
  );
}

try {
  if (process.argv.includes('--large')) await printLarge(folder, line);
  else await printRatios();
} finally {
  rmSync(folder, { recursive: true });
}
