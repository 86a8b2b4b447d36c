/**
 * Asks for addresses that never were: a strong answer to any of them is wrong.
 *
 *     node tools/node24.mjs bench/suggest/negatives.ts [--seed TEXT] [--each N] [--show] OWNER/NAME…
 *
 * Five kinds, `--each` of every one in every repository: what scanners ask for; pages of other sites of the web; pages of
 * another one of the named repositories; invented pages in sections of its own; and its own pages with a number, a year
 * or a version that never was there. What a file of the history, a text of today or a rule has is no such address and is
 * left out. The same seed and repositories give the same addresses. `--show` names each strong answer.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkout } from '../checkouts.ts';
import { mirrors } from '../places.ts';
import { refuseSealed } from '../sealed.ts';
import { explain } from './asking.ts';
import { inventedAddresses } from './neverThere.ts';
import { bareAddress } from './ownTruth.ts';

const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string', default: 'negatives' },
    each: { type: 'string', default: '3' },
    show: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

/** A repository that is here, with its files of today and of all times. */
interface Place {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly everNamed: string;
}

function place(name: string): Place | undefined {
  refuseSealed(name);
  const mirror = join(mirrors, name.replace('/', '+'), 'repo');
  if (!existsSync(mirror)) return undefined;
  const git = (folder: string, ...words: readonly string[]) =>
    execFileSync('git', ['-c', 'safe.directory=*', '-C', folder, ...words], { encoding: 'utf8', maxBuffer: 1 << 30 });
  const folder = checkout(name, git(mirror, 'rev-parse', 'HEAD').trim());
  if (folder === undefined) return undefined;
  const files = git(folder, 'ls-files', '-z').split('\0').filter(Boolean);
  const past = git(folder, 'log', '--format=', '--name-only', '--no-renames', '--diff-filter=AD');
  return { name, folder, files, everNamed: `${files.join('\n')}\n${past}`.toLowerCase() };
}

/** Whether a text of today speaks of the words: a redirect, a link or a page that has an address of its own. */
function isSaid(folder: string, words: string): boolean {
  try {
    execFileSync('git', ['-c', 'safe.directory=*', '-C', folder, 'grep', '-qiF', '-e', words], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const places = positionals.flatMap((name) => {
  const found = place(name);
  if (found === undefined) console.log(`${name}: no mirror of this repository is here`);
  return found ?? [];
});
const tally = new Map<string, { asked: number; strong: number }>();
const row = (name: string, asked: number, strong: number, without = '') =>
  console.log(name.padEnd(40), String(asked).padStart(5), String(strong).padStart(6), without);
console.log('repository'.padEnd(40), 'asked strong without a strong answer');
for (const [at, { name, folder, files, everNamed }] of places.entries()) {
  const other = places[(at + 1) % places.length];
  const asked = inventedAddresses({
    seed: `${values.seed}\n${name.toLowerCase()}`,
    each: Number(values.each),
    files,
    others: other === undefined || other.name === name ? [] : other.files,
    isKnown: (words) => everNamed.includes(words.toLowerCase()) || isSaid(folder, words),
  });
  const answers = await explain(
    folder,
    asked.map(({ address }) => address),
  );
  const byAddress = new Map(answers.map(({ url, suggestions }) => [bareAddress(url), suggestions[0]]));
  let wrong = 0;
  for (const { kind, address } of asked) {
    const best = byAddress.get(bareAddress(address));
    const known = tally.get(kind) ?? { asked: 0, strong: 0 };
    const isStrong = best?.confident === true;
    tally.set(kind, { asked: known.asked + 1, strong: known.strong + (isStrong ? 1 : 0) });
    if (!isStrong) continue;
    wrong++;
    const why = best?.evidence.map(({ text }) => text).join('; ');
    if (values.show) console.log(`    ${kind}: ${address} ${best?.url} ${best?.confidence} (${why})`);
  }
  row(name, asked.length, wrong);
}
for (const [kind, { asked, strong }] of tally) row(kind, asked, strong);
const whole = [...tally.values()];
const asked = whole.reduce((sum, entry) => sum + entry.asked, 0);
const strong = whole.reduce((sum, entry) => sum + entry.strong, 0);
row('all', asked, strong, (1 - strong / asked).toFixed(4));
