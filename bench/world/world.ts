/**
 * Holds our simulation against the real engines on rule files of the world: drawn by a seed from a listing of public
 * repositories, addresses from the raw text of each file.
 *
 *     node tools/node24.mjs bench/world/world.ts [--listing FILE] [--seed TEXT] [--count N] [--most N] [--show N] [--only OWNER/NAME] [--write] [ENGINE…]
 *
 * Prints for each file its repository and commit, and for each engine how many pairs of an address and a file were asked, how
 * many the engine redirects, how many are undecided here and on what they depend, how many differ, and how many of the rule
 * lines that were asked for lead on. `--write` writes redirects of ours into each file as well: the engine has to start on
 * it, lead on from each new address, and answer all the others as before.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Engine } from '../../tools/conformance/engine.ts';
import { openListing } from '../draw.ts';
import { refuseSealed } from '../sealed.ts';
import { type Compared, compareFile } from './compareFile.ts';
import { copied, drawFiles } from './files.ts';
import { type Kind, kinds } from './kinds.ts';
import { installEngines } from './packages.ts';

const { values, positionals } = parseArgs({
  options: {
    listing: { type: 'string', default: join(import.meta.dirname, '../draws/world.listing.txt') },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '60' },
    most: { type: 'string', default: '150' },
    show: { type: 'string', default: '10' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const wanted = positionals.length > 0 ? positionals : kinds.map(({ id }) => id);
if (values.only !== undefined) refuseSealed(values.only);
const listing = values.only === undefined ? openListing(values.listing) : [values.only];
const here = copied(listing);
console.log(`${listing.length} repositories are listed, ${here.length} of them lie here; seed ${values.seed}`);

installEngines();
const { engines } = await import('../../tools/conformance/engines/index.ts');
const rows: string[] = [];
for (const id of wanted) {
  const kind = kinds.find((entry) => entry.id === id);
  const engine = engines.find((entry) => entry.id === kind?.engine);
  if (kind === undefined || engine === undefined || engine.missing !== undefined) {
    rows.push(`${id}: not run: ${engine?.missing ?? 'no such engine'}`);
    continue;
  }
  if (engine.packages !== undefined) installEngines(engine.packages);
  rows.push(await compareAll(kind, engine));
  await engine.stop?.();
}
console.log(rows.join('\n'));
process.exit(0);

/** Asks about every file that is drawn for an engine, prints what there is to see, and gives the row of the table. */
async function compareAll(kind: Kind, engine: Engine): Promise<string> {
  const counts: Compared[] = [];
  const conditions: string[] = [];
  const differences: string[] = [];
  const silent: string[] = [];
  let refused = 0;
  for (const [i, file] of drawFiles(here, kind, values.seed, Number(values.count)).entries()) {
    const name = `${file.repository}@${file.commit.slice(0, 10)} ${file.path}`;
    try {
      const options = { most: Number(values.most), write: values.write, seed: i + 1 };
      const told = await compareFile(kind.id, engine, file, options);
      if (told === undefined) continue;
      counts.push(told.counts);
      conditions.push(...told.conditions);
      differences.push(...told.differences);
      silent.push(...told.silent);
      console.log(`  ${name}: ${toldOf(told.counts)}`);
    } catch (error) {
      refused++;
      const why = error instanceof Error ? error.message : String(error);
      console.log(`  refused ${name}: ${why.slice(0, 300)}`);
    }
  }
  const most = Number(values.show);
  console.log([...differences.slice(0, most), ...silent.slice(0, most).map((line) => `  silent: ${line}`)].join('\n'));
  for (const [condition, often] of counted(conditions).slice(0, most))
    console.log(`  undecided: ${often} ${condition.slice(0, 160)}`);
  return `${kind.id} (${engine.title}): ${counts.length} files, ${refused} refused by the engine, ${toldOf(sum(counts))}`;
}

function toldOf(counts: Compared): string {
  const { pairs, redirected, undecided, differ, lines, fired, written, unwritten, harmed } = counts;
  const compared = `${pairs} pairs, ${redirected} redirected, ${undecided} undecided, ${differ} differ, ${fired} of ${lines} lines lead on`;
  return values.write ? `${compared}, ${written} written, ${unwritten} not written, ${harmed} harmed` : compared;
}

function sum(all: readonly Compared[]): Compared {
  const total = (of: (one: Compared) => number) => all.reduce((so, one) => so + of(one), 0);
  return {
    pairs: total((one) => one.pairs),
    redirected: total((one) => one.redirected),
    undecided: total((one) => one.undecided),
    differ: total((one) => one.differ),
    lines: total((one) => one.lines),
    fired: total((one) => one.fired),
    written: total((one) => one.written),
    unwritten: total((one) => one.unwritten),
    harmed: total((one) => one.harmed),
  };
}

function counted(texts: readonly string[]): readonly (readonly [text: string, often: number])[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
