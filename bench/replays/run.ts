/**
 * Replays commits in which people added redirects: the redirects are hidden, `--fix safe` is run on their addresses, and what
 * it writes is held against what people wrote: the same file, the same page. Then the page that people led to is chosen for
 * each address, whatever the evidence, so that the place is compared for all of them, and the engine of the host is asked for
 * what was written, where it runs here.
 *
 *     npm run bench:replays -- --seed TEXT [--count 40] [--only OWNER/NAME] [--say] [--diff]
 *
 * Commits that took or moved pages are drawn from the copies that are here, one of each repository, in the order of a hash of
 * the seed. The rules are read by `bench/suggest/ownRules.ts`, which shares nothing with the engine. Of each address that was
 * not redirected the line of the command line is printed: it says why. `--say` prints all of its lines, `--diff` what people
 * wrote and what was written, to be read as a pull request is. Sealed repositories are never opened.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { append } from '../../src/core/text/longLists.ts';
import { mirrors } from '../places.ts';
import { isSealed, refuseSealed } from '../sealed.ts';
import type { OwnRule } from '../suggest/ownRules.ts';
import { type Chooser, openChooser } from './chosen.ts';
import { checkOut, type Drawn, drawnOf, git, inOrder } from './draw.ts';
import { bare, fixSafe, siteOf, takeBack, writtenIn } from './fixes.ts';
import { servedBy } from './served.ts';

/** How redirects that were written compare with those of people, in rules. */
interface Compared {
  readonly written: number;
  readonly sameMechanism: number;
  readonly sameFile: number;
  readonly samePage: number;
  /** What was written elsewhere, or leads elsewhere. */
  readonly others: readonly string[];
}

interface Replayed {
  readonly people: number;
  readonly safe: Compared;
  readonly chosen: Compared;
  /** Rules of people that no redirect of the repository was written like before. */
  readonly unprecedented: number;
  readonly asked: number;
  readonly served: number;
  readonly lines: readonly string[];
}

const isPage = ({ to }: OwnRule) => to.kind === 'file';

function compare(rules: readonly OwnRule[], people: readonly OwnRule[], chooser: Chooser | undefined): Compared {
  let [sameMechanism, sameFile, samePage] = [0, 0, 0];
  const others: string[] = [];
  for (const rule of rules) {
    const own = people.filter(({ from }) => bare(from) === bare(rule.from));
    const isSameFile = own.some(({ file }) => file === rule.file);
    const target = chooser?.targetOf(rule);
    const isSamePage = target !== undefined && own.some((each) => bare(chooser?.targetOf(each) ?? '') === bare(target));
    if (own.some((each) => isPage(each) === isPage(rule) && (isPage(rule) || each.file === rule.file))) sameMechanism++;
    if (isSameFile) sameFile++;
    else others.push(`${rule.from}: written in ${rule.file}, people: ${own.map(({ file }) => file).join(' ')}`);
    if (isSamePage) samePage++;
    else
      others.push(`${rule.from}: leads to ${target}, people: ${own.map((each) => chooser?.targetOf(each)).join(' ')}`);
  }
  return { written: rules.length, sameMechanism, sameFile, samePage, others };
}

const fewest = 5;

/** What to print besides the figures. */
interface Shown {
  readonly say: boolean;
  readonly diff: boolean;
}

/** What differs in a folder from how it was laid out, each line behind a word that says by whom; a new file by its name. */
function differing(folder: string, by: string, args: readonly string[] = []): readonly string[] {
  const made = args.length === 0 ? git(folder, ['ls-files', '--others', '--exclude-standard']) : '';
  const text = git(folder, ['diff', '-U2', '--diff-filter=AM', ...args]) + made.replace(/^(?=.)/gm, 'new file ');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => `${by}: ${line}`);
}

async function replay(folder: string, { commit, hidden: { rules, files } }: Drawn, shown: Shown): Promise<Replayed> {
  const site = siteOf(folder);
  const texts = shown.diff ? [...differing(folder, 'people', ['HEAD', commit, '--', ...files.keys()])] : [];
  const made = fixSafe(folder, rules, site);
  if (shown.diff) append(texts, differing(folder, 'safe'));
  takeBack(folder);
  const chooser = await openChooser(folder, site);
  const safe = compare(made.rules, rules, chooser);
  const isWritten = new Set(made.rules.map(({ from }) => bare(from)));
  const unwritten = rules.filter(({ from }) => !isWritten.has(bare(from)));
  const lines = [...safe.others.slice(0, fewest)];
  for (const { from } of unwritten.slice(0, fewest)) lines.push(`${from}: not written: ${made.reasonFor(from)}`);
  if (shown.say) lines.push(made.said.replace(/^/gm, '| '));
  const wanted = await chooser?.write(rules);
  if (shown.diff) append(texts, differing(folder, 'chosen'));
  const chosen = compare(writtenIn(folder, rules), rules, chooser);
  for (const line of chosen.others.slice(0, fewest)) lines.push(`chosen: ${line}`);
  for (const [from, reason] of [...(wanted?.refused ?? [])].slice(0, fewest)) lines.push(`chosen: ${from}: ${reason}`);
  let unprecedented = 0;
  for (const rule of rules) if (chooser && !(await chooser.hasPrecedent(rule))) unprecedented++;
  if (chooser === undefined) lines.push('chosen: no site is found');
  const { asked, not, by } = await servedBy(folder, wanted?.written ?? []);
  lines.push(`engine: ${by.join(', ')}`, ...not.slice(0, fewest).map((line) => `engine: ${line}`));
  append(lines, texts);
  return { people: rules.length, safe, chosen, unprecedented, asked, served: asked - not.length, lines };
}

function toldOf({ people, safe, chosen, unprecedented, asked, served }: Replayed): string {
  const of = ({ written, sameMechanism, sameFile, samePage }: Compared) =>
    `${written}, same mechanism ${sameMechanism}, same file ${sameFile}, same page ${samePage}`;
  return `people ${people}; written ${of(safe)}; chosen ${of(chosen)}; without precedent ${unprecedented}; served ${served} of ${asked}`;
}

/** Commits of which every redirect was written as by people, of those in which any was. */
function commitsAlike(all: readonly Replayed[], of: (one: Replayed) => Compared): string {
  const some = all.filter((one) => of(one).written > 0);
  const alike = (by: (one: Compared) => number, among = some) =>
    among.filter((one) => by(of(one)) === of(one).written).length;
  const [mechanism, file] = [alike((one) => one.sameMechanism), alike((one) => one.sameFile)];
  const usual = some.filter(({ unprecedented }) => unprecedented === 0);
  const known = `${usual.length} with a precedent, by the same mechanism in ${alike((one) => one.sameMechanism, usual)}`;
  return `${some.length} commits, all by the same mechanism in ${mechanism}, in the same file in ${file}; ${known}`;
}

function sum(all: readonly Replayed[]): Replayed {
  const total = (of: (one: Replayed) => number) => all.reduce((so, one) => so + of(one), 0);
  const part = (of: (one: Replayed) => Compared): Compared => ({
    written: total((one) => of(one).written),
    sameMechanism: total((one) => of(one).sameMechanism),
    sameFile: total((one) => of(one).sameFile),
    samePage: total((one) => of(one).samePage),
    others: [],
  });
  return {
    people: total((one) => one.people),
    safe: part((one) => one.safe),
    chosen: part((one) => one.chosen),
    unprecedented: total((one) => one.unprecedented),
    asked: total((one) => one.asked),
    served: total((one) => one.served),
    lines: [],
  };
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string', default: '40' },
    only: { type: 'string' },
    say: { type: 'boolean', default: false },
    diff: { type: 'boolean', default: false },
  },
});
if (values.seed === undefined) throw new Error('Give --seed TEXT.');
if (values.only !== undefined) refuseSealed(values.only);
const copies = existsSync(mirrors)
  ? readdirSync(mirrors).filter((each) => existsSync(join(mirrors, each, 'repo')))
  : [];
const known = copies.map((each) => each.replace('+', '/')).filter((each) => !isSealed(each));
const wanted = values.only === undefined ? inOrder(values.seed, known) : [values.only];
const all: Replayed[] = [];
for (const repository of wanted) {
  if (all.length >= Number(values.count)) break;
  const mirror = join(mirrors, repository.replace('/', '+'), 'repo');
  const found = drawnOf(mirror, values.seed);
  if (found === undefined) continue;
  const work = mkdtempSync(join(tmpdir(), 'bench-replay-'));
  const folder = join(work, 'site');
  try {
    checkOut(mirror, found, folder);
    const replayed = await replay(folder, found, values);
    all.push(replayed);
    console.log(`${repository}@${found.commit.slice(0, 10)}: ${toldOf(replayed)}`);
    for (const line of replayed.lines) console.log(`  ${line}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
console.log(`${all.length} replays of ${wanted.length} copies: ${toldOf(sum(all))}`);
console.log(`written: ${commitsAlike(all, ({ safe }) => safe)}`);
console.log(`chosen: ${commitsAlike(all, ({ chosen }) => chosen)}`);
