/**
 * Draws public repositories that nobody here has looked at, so that a figure measured on them is one of unseen sites.
 *
 *     node tools/node24.mjs bench/draw.ts --listing FILE --seen FILE --seed TEXT --count N
 *     node tools/node24.mjs bench/draw.ts --list-seen > FILE
 *
 * The listing has one `owner/name` on each line, in any order; `#` begins a comment. What `--seen` names is never drawn, nor
 * what is sealed. The same files and the same seed give the same draw on every machine, so both are kept beside the table
 * that was made of them (`bench/draws`). `--list-seen` prints what was looked at up to now: harvested, a truth table, told
 * of in `docs/accuracy.md`, seen or drawn by a draw before, or copied to this machine.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mirrors, truth } from './places.ts';
import { isSealed } from './sealed.ts';
import { harvested } from './suggest/harvested.ts';
import { moreNames, names } from './suggest/truth.ts';

/** The repositories of a list, one on each line. */
export function listed(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*/, '').trim());
  return [...new Set(lines.filter((line) => /^[\w.-]+\/[\w.-]+$/.test(line)))];
}

/**
 * The repositories of a listing that is committed. Throws where it names one that is kept for judging: to leave that out of
 * the draw is not enough, as whoever fetches what is listed would copy it, and whoever reads the tree would see its name.
 */
export function openListing(file: string, sealed = isSealed): readonly string[] {
  const names = listed(readFileSync(file, 'utf8'));
  const kept = names.filter(sealed);
  if (kept.length > 0) throw new Error(`${file} names what is kept for judging; take it out: ${kept.join(', ')}`);
  return names;
}

/** The first `count` in the order of a hash of seed and name: no order of the listing and no taste has a say. */
export function drawn(
  listing: readonly string[],
  seed: string,
  count: number,
  isLeftOut: (repository: string) => boolean,
): readonly string[] {
  const place = (name: string) => createHash('sha256').update(`${seed}\n${name.toLowerCase()}`).digest('hex');
  return listing
    .filter((name) => !isLeftOut(name))
    .map((name) => ({ name, at: place(name) }))
    .sort((one, other) => (one.at < other.at ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name);
}

const root = join(import.meta.dirname, '..');
const draws = join(import.meta.dirname, 'draws');

/** `owner__name` of a truth table: a name may have points, and a table one ending or several. */
export function repositoryOf(table: string): string {
  return table.replace(/(?:\.(?:pairs|negatives|pages|wildcards|skeleton))?\.(?:json|jsonl|tsv|txt)(?:\.gz)?$/, '');
}

/** Every repository that was looked at up to now, none of them sealed. */
function seenHere(): readonly string[] {
  const tables = ['redirects', 'mapping', 'fresh'].flatMap((folder) =>
    existsSync(`${truth}/${folder}`) ? readdirSync(`${truth}/${folder}`) : [],
  );
  const written = [...names, ...moreNames(), ...tables.map(repositoryOf)];
  const copies = existsSync(mirrors) ? readdirSync(mirrors).map((name) => name.replace('+', '/')) : [];
  // Its other slashes are those of paths and days.
  const told = readFileSync(join(root, 'docs/accuracy.md'), 'utf8')
    .match(/[\w.-]+\/[\w.-]*\w/g)
    ?.filter((name) => !/^(?:bench|docs|layouts|static|tools|website|\d+)\//.test(name));
  const before = readdirSync(draws)
    .filter((file) => /\.(?:seen|drawn)\.txt$/.test(file))
    .flatMap((file) => listed(readFileSync(join(draws, file), 'utf8')));
  const all = [
    ...harvested.map(({ repository }) => repository),
    ...written.filter((name) => !name.startsWith('synthetic__')).map((name) => name.replace('__', '/')),
    ...listed([...copies, ...(told ?? [])].join('\n')),
    ...before,
  ];
  const byKey = new Map(all.filter((name) => name.includes('/')).map((name) => [name.toLowerCase(), name]));
  return [...byKey]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, name]) => (isSealed(name) ? [] : [name]));
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      listing: { type: 'string' },
      seed: { type: 'string' },
      count: { type: 'string', default: '40' },
      seen: { type: 'string', multiple: true, default: [] },
      'list-seen': { type: 'boolean', default: false },
    },
  });
  if (values['list-seen']) {
    console.log(seenHere().join('\n'));
  } else {
    if (values.listing === undefined || values.seed === undefined || values.seen.length === 0) {
      throw new Error('Give --listing FILE and --seen FILE (one owner/name on each line), and --seed TEXT.');
    }
    const seen = new Set(
      values.seen.flatMap((file) => listed(readFileSync(file, 'utf8'))).map((name) => name.toLowerCase()),
    );
    const isLeftOut = (name: string) => seen.has(name.toLowerCase()) || isSealed(name);
    const listing = openListing(values.listing);
    console.log(drawn(listing, values.seed, Number(values.count), isLeftOut).join('\n'));
  }
}
