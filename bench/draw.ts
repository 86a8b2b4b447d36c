/**
 * Draws public repositories that nobody here has looked at, so that a figure measured on them is one of unseen sites.
 *
 *     node tools/node24.mjs bench/draw.ts --listing FILE --seed TEXT --count N [--seen FILE]…
 *
 * The listing has one `owner/name` on each line, in any order; `#` begins a comment. What is sealed, harvested, a truth
 * table or named by `--seen` is never drawn. The same listing, seed and seen repositories give the same draw.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** Every repository that was looked at: harvested, in a table, or copied here. */
function seenHere(): ReadonlySet<string> {
  const tables = ['redirects', 'mapping', 'fresh'].flatMap((folder) =>
    existsSync(`${truth}/${folder}`) ? readdirSync(`${truth}/${folder}`) : [],
  );
  const written = [...names, ...moreNames(), ...tables.map((file) => file.replace(/\..*$/, ''))];
  const copies = existsSync(mirrors) ? readdirSync(mirrors).map((name) => name.replace('+', '/')) : [];
  const all = [...harvested.map(({ repository }) => repository), ...written.map((name) => name.replace('__', '/'))];
  return new Set([...all, ...copies].map((name) => name.toLowerCase()));
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      listing: { type: 'string' },
      seed: { type: 'string' },
      count: { type: 'string', default: '40' },
      seen: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.listing === undefined || values.seed === undefined) {
    throw new Error('Give --listing FILE (one owner/name on each line) and --seed TEXT.');
  }
  const named = values.seen.flatMap((file) => listed(readFileSync(file, 'utf8')));
  const seen = new Set([...seenHere(), ...named.map((name) => name.toLowerCase())]);
  const isLeftOut = (name: string) => seen.has(name.toLowerCase()) || isSealed(name);
  for (const name of drawn(
    listed(readFileSync(values.listing, 'utf8')),
    values.seed,
    Number(values.count),
    isLeftOut,
  )) {
    console.log(name);
  }
}
