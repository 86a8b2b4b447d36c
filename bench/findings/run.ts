/**
 * What `redirects --check` finds in public repositories that nobody here had looked at, and which of it is judged:
 *
 *     npm run bench:findings -- [--listing FILE] [--seed TEXT] [--from 0] [--count 60] [--sample 200] [--judged FILE] [--seen FILE] [--only OWNER/NAME] [--all]
 *
 * The repositories are drawn by the seed from the listing, those behind the first `from` whose copies lie in `BENCH_MIRRORS`,
 * `count` of them; what `--seen` names is left out. The findings are sampled evenly over the codes, within a code over the
 * repositories. Each of the sample is printed as a line
 * `VERDICT<TAB>KEY<TAB>MESSAGE`, where the verdict is the one of the file of judgements and `-` where it has none: by the real
 * engine or generator, or by hand. Of each judged finding that is not there any more that is said. `--all` prints every finding.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkout } from '../checkouts.ts';
import { drawn, listed, openListing } from '../draw.ts';
import { mirrors } from '../places.ts';
import { isSealed, refuseSealed } from '../sealed.ts';
import { type Found, judgedOf, keyOf, sampled, tableOf } from './sample.ts';

const cli = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const draws = join(import.meta.dirname, '..', 'draws');
const longestMs = 600_000;

const { values } = parseArgs({
  options: {
    listing: { type: 'string', default: join(draws, 'findings.listing.txt') },
    seed: { type: 'string', default: 'findings-1' },
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '60' },
    sample: { type: 'string', default: '200' },
    judged: { type: 'string', default: join(draws, 'findings.judged.txt') },
    seen: { type: 'string' },
    only: { type: 'string' },
    all: { type: 'boolean', default: false },
  },
});

/** The first of the draw that lie here. */
function repositories(): readonly string[] {
  if (values.only !== undefined) {
    refuseSealed(values.only);
    return [values.only];
  }
  const listing = openListing(values.listing);
  const seen = new Set(values.seen === undefined ? [] : listed(readFileSync(values.seen, 'utf8')));
  return drawn(listing, values.seed, listing.length, (name) => isSealed(name) || seen.has(name))
    .filter((name) => existsSync(mirrorOf(name)))
    .slice(Number(values.from), Number(values.from) + Number(values.count));
}

function mirrorOf(repository: string): string {
  return join(mirrors, repository.replace('/', '+'), 'repo');
}

/** What the command line says of a repository as it was copied; a failure is printed, and nothing was found then. */
function findingsIn(repository: string, home: string): readonly Found[] {
  const commit = execFileSync('git', ['-c', 'safe.directory=*', '-C', mirrorOf(repository), 'rev-parse', 'HEAD'], {
    encoding: 'utf8',
  }).trim();
  const folder = checkout(repository, commit);
  if (folder === undefined) return [];
  const words = [cli, 'redirects', '--check', '--format', 'json', '--repo', folder];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    encoding: 'utf8',
    timeout: longestMs,
    maxBuffer: 1 << 29,
    env: { ...process.env, BROKEN_BACKLINKS_HOME: home },
  });
  if (status !== 0 && status !== 2) {
    console.log(`# ${repository}@${commit.slice(0, 10)}: exit ${status}: ${stderr.trim().split('\n').at(-1)}`);
    return [];
  }
  const found = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Omit<Found, 'repository' | 'commit'>);
  console.log(`# ${repository}@${commit.slice(0, 10)}: ${found.length} findings`);
  return found.map(({ code, file, line, message }) => ({ repository, commit, code, file, line, message }));
}

const home = mkdtempSync(join(tmpdir(), 'bench-findings-home-'));
const names = repositories();
const all = names.flatMap((name) => findingsIn(name, home));
rmSync(home, { recursive: true, force: true });
const judged = judgedOf(existsSync(values.judged) ? readFileSync(values.judged, 'utf8') : '');
const chosen = sampled(all, values.seed, Number(values.sample));
for (const found of values.all ? all : chosen)
  console.log(`${judged.get(keyOf(found))?.verdict ?? '-'}\t${keyOf(found)}\t${found.message}`);
const still = new Set(all.map(keyOf));
for (const [key, { verdict }] of judged) {
  const isOfThese = names.some((name) => key.startsWith(`${name}@`));
  if (isOfThese && !still.has(key)) console.log(`# no longer found, judged ${verdict}: ${key}`);
}
console.log(`${names.length} repositories, ${all.length} findings, ${chosen.length} sampled (seed ${values.seed})`);
console.log('code\tfound\tsampled\ttrue\tfalse\tunknown');
for (const { code, found, sampled: count, said } of tableOf(all, chosen, judged))
  console.log([code, found, count, said.true, said.false, said.unknown].join('\t'));
