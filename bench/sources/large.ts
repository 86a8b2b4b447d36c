/** Files as large as people have them, and larger: what reading them takes, in a process with a heap of 64 MB. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { build } from 'esbuild';

const heapMegabytes = 64;
const piece = 1024 * 1024;

/** A file of a kind, as pieces that are made one by one. */
interface Large {
  readonly what: string;
  readonly name: string;
  pieces(): Iterable<string>;
}

function* several(...parts: readonly Iterable<string>[]): Iterable<string> {
  for (const part of parts) yield* part;
}

function* repeated(text: string, bytes: number): Iterable<string> {
  const whole = text.repeat(Math.ceil(piece / text.length));
  for (let made = 0; made < bytes; made += whole.length) yield whole;
}

/** Whole lines, until there are so many bytes. */
function* lines(lineOf: (number: number) => string, bytes: number): Iterable<string> {
  let [number, made] = [0, 0];
  while (made < bytes) {
    const several: string[] = [];
    for (const end = number + 5_000; number < end; number++) several.push(lineOf(number));
    const text = several.join('');
    made += text.length;
    yield text;
  }
}

const gigabyte = 1024 ** 3;
const header = 'Source Url,Anchor text,Target Url\n';
const row = (path: string) => `https://harbour.example/t,tides,https://example.org${path}\n`;

/** `lineOf`: the line of a log by its number. */
function files(lineOf: (number: number) => string): readonly Large[] {
  return [
    { what: 'a log of 2 GB', name: 'large.log', pieces: () => lines(lineOf, 2 * gigabyte) },
    { what: 'the same, gzipped', name: 'large.log.gz', pieces: () => lines(lineOf, 2 * gigabyte) },
    {
      what: 'a line of 1 GB between two rows of a table',
      name: 'line.csv',
      pieces: () => several([header, row('/a/')], repeated('x', gigabyte), ['\n', row('/b/')]),
    },
    {
      what: 'a line of 1 GB between two of a log, full of what is looked for',
      name: 'line.log',
      pieces: () => several([lineOf(0)], repeated('x 404 ', gigabyte), ['\n', lineOf(24)]),
    },
    { what: 'nothing but a line of 1 GB', name: 'only.csv', pieces: () => repeated('x', gigabyte) },
  ];
}

async function write(path: string, pieces: Iterable<string>): Promise<number> {
  const file = createWriteStream(path);
  const out = path.endsWith('.gz') ? createGzip({ level: 1 }) : file;
  if (out !== file) out.pipe(file);
  let bytes = 0;
  for (const text of pieces) {
    bytes += text.length;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(file, 'finish');
  return bytes;
}

/** In how many steps its bytes are given out, and the seconds of the processor that this takes alone. */
async function stepsOf(path: string): Promise<{ readonly steps: number; readonly seconds: number }> {
  const start = process.cpuUsage();
  let steps = 0;
  for await (const _ of createReadStream(path, { highWaterMark: 256 * 1024 })) steps++;
  const { user, system } = process.cpuUsage(start);
  return { steps, seconds: (user + system) / 1e6 };
}

/** What the process that read a file says of itself. */
interface Read {
  readonly seconds: number;
  readonly ownMegabytes: number;
  readonly megabytes: number;
  readonly pages?: number;
  readonly says: readonly string[];
}

/** As it is shipped: Node needs 40 MB more to read the sources themselves. */
async function builtReader(folder: string): Promise<string> {
  const outfile = join(folder, 'reader.mjs');
  const entry = join(import.meta.dirname, 'reader.ts');
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    entryPoints: [entry],
    outfile,
    ...{ bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'], banner: { js: banner } },
    define: { buildOfSources: '"bench"' },
  });
  return outfile;
}

/** A row for each, in a folder that has 3 GB of room; one at a time is there. */
export async function printLarge(folder: string, lineOf: (number: number) => string): Promise<void> {
  console.log(
    `| file | bytes | steps | heap at most | memory of the process (without a file) | s | s of reading the bytes | answer |`,
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |');
  const reader = await builtReader(folder);
  for (const { what, name, pieces } of files(lineOf)) {
    const path = join(folder, name);
    const bytes = await write(path, pieces());
    const { steps, seconds } = await stepsOf(path);
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [`--max-old-space-size=${heapMegabytes}`, reader, path, 'https://example.org/'],
      { encoding: 'utf8', maxBuffer: 1e8 },
    );
    rmSync(path);
    const size = `${(bytes / gigabyte).toFixed(1)} GB`;
    if (status !== 0) {
      console.log(
        `| ${what} | ${size} | ${steps} | ${heapMegabytes} MB | no answer: ${stderr.trim().split('\n').at(-1)} | | | |`,
      );
      continue;
    }
    const read = JSON.parse(stdout) as Read;
    const memory = `${Math.round(read.megabytes)} MB (${Math.round(read.ownMegabytes)} MB)`;
    const answer = `${read.pages === undefined ? 'refused' : `${read.pages} pages`}: ${read.says.join(' ').slice(0, 300)}`;
    console.log(
      `| ${what} | ${size} | ${steps} | ${heapMegabytes} MB | ${memory} | ${read.seconds.toFixed(1)} | ${seconds.toFixed(1)} | ${answer} |`,
    );
  }
}
