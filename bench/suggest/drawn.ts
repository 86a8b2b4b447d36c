/**
 * Measures suggestions on repositories that were drawn, against the redirects their own files hold, read by `ownRules.ts`.
 *
 *     node tools/node24.mjs bench/suggest/drawn.ts [--wrong | --each] OWNER/NAME[@COMMIT]…
 *
 * `--wrong` names every strong answer that is wrong, `--each` every answer that is, with what spoke for it. A repository
 * without at least five usable rules is said and left out.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../checkouts.ts';
import { mirrors } from '../places.ts';
import { refuseSealed } from '../sealed.ts';
import { type Answer, explain } from './asking.ts';
import { countByEvidence, tableByEvidence, wrongLine } from './byEvidence.ts';
import { countLikelihood, tableByLikelihood, wilson } from './calibration.ts';
import { mayHoldRules, ownRules } from './ownRules.ts';
import { bareAddress, type OwnPair, type OwnTruth, ownTruth } from './ownTruth.ts';

const fewest = 5;
const mostPairs = 200;
const mostNegatives = 60;
/** Longer ones are data. */
const longestFile = 2_000_000;

function readRepository(folder: string): OwnTruth {
  const list = execFileSync('git', ['-C', folder, 'ls-files', '-z'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const paths = list.split('\0').filter(Boolean);
  const files = paths.filter(mayHoldRules).flatMap((path) => {
    const whole = join(folder, path);
    const text = existsSync(whole) ? readFileSync(whole, 'utf8') : '';
    return text.length > longestFile ? [] : [{ path, text }];
  });
  return ownTruth(ownRules(files), paths, files);
}

/** Evenly over the list, so that no file and no section is left out. */
function spread<Entry>(list: readonly Entry[], most: number): readonly Entry[] {
  const step = Math.max(1, list.length / most);
  return list.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

function isRight({ to, file }: OwnPair, suggestion: Answer['suggestions'][number] | undefined): boolean {
  if (suggestion === undefined) return false;
  return to === undefined ? suggestion.file === file : bareAddress(suggestion.url) === bareAddress(to);
}

interface Figures {
  readonly name: string;
  readonly pairs: number;
  readonly first: number;
  readonly three: number;
  readonly strong: number;
  readonly right: number;
  readonly negatives: number;
  readonly alone: number;
  /** Of the addresses that were sent to no page of the site: how many by what they were sent to, and without a strong answer. */
  readonly sent: ReadonlyMap<string, readonly [all: number, alone: number]>;
}

function judge(name: string, truth: OwnTruth, answers: readonly Answer[]): Figures {
  const byAddress = new Map(answers.map(({ url, suggestions }) => [bareAddress(url), suggestions]));
  const of = (from: string) => byAddress.get(bareAddress(from)) ?? [];
  const judged = truth.pairs.map((pair) => ({ pair, list: of(pair.from) }));
  for (const { pair, list } of judged) {
    const [best] = list;
    countByEvidence(best, isRight(pair, best));
    if (best !== undefined) countLikelihood(best.confidence, isRight(pair, best));
    if (isRight(pair, best)) continue;
    if (isEachShown || (isWrongShown && best?.confident === true))
      console.log(wrongLine(pair.from, pair.to ?? pair.file ?? '', best));
  }
  const strong = judged.filter(({ list }) => list[0]?.confident === true);
  const sent = new Map<string, readonly [number, number]>();
  for (const { from, to } of truth.negatives) {
    const isAlone = of(from)[0]?.confident !== true;
    const [all, alone] = sent.get(to) ?? [0, 0];
    sent.set(to, [all + 1, alone + (isAlone ? 1 : 0)]);
    if (!isAlone && (isWrongShown || isEachShown)) console.log(wrongLine(from, to, of(from)[0]));
  }
  return {
    name,
    pairs: judged.length,
    first: judged.filter(({ pair, list }) => isRight(pair, list[0])).length,
    three: judged.filter(({ pair, list }) => list.slice(0, 3).some((entry) => isRight(pair, entry))).length,
    strong: strong.length,
    right: strong.filter(({ pair, list }) => isRight(pair, list[0])).length,
    negatives: truth.negatives.length,
    alone: [...sent.values()].reduce((total, [, alone]) => total + alone, 0),
    sent,
  };
}

async function measure(name: string, commit: string): Promise<Figures | undefined> {
  const folder = checkout(name, commit);
  if (folder === undefined) return undefined;
  const read = readRepository(folder);
  const pairs = spread(read.pairs, mostPairs);
  const negatives = spread(read.negatives, mostNegatives);
  console.log(`${name}@${commit.slice(0, 10)}: ${read.pairs.length} pairs, left out ${JSON.stringify(read.dropped)}`);
  if (pairs.length < fewest) return undefined;
  const truth = { ...read, pairs, negatives };
  const figures = judge(
    name,
    truth,
    await explain(
      folder,
      [...pairs, ...negatives].map(({ from }) => from),
    ),
  );
  print(figures);
  return figures;
}

function print({ name, pairs, first, three, strong, right, negatives, alone }: Figures): void {
  const share = (part: number, whole: number) => (whole === 0 ? '-' : (part / whole).toFixed(3)).padStart(8);
  console.log(
    name.padEnd(40),
    String(pairs).padStart(5),
    share(first, pairs),
    share(three, pairs),
    share(strong, pairs),
    `${right}/${strong}`.padStart(9),
    share(right, strong),
    `${alone}/${negatives}`.padStart(8),
  );
}

const isWrongShown = process.argv.includes('--wrong');
const isEachShown = process.argv.includes('--each');
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
console.log('repository'.padEnd(40), 'pairs    top-1    top-3   strong     right    share    alone');
const all: Figures[] = [];
for (const word of named) {
  const [name = '', at] = word.split('@');
  refuseSealed(name);
  const mirror = join(mirrors, name.replace('/', '+'), 'repo');
  if (!existsSync(mirror)) {
    console.log(`${name}: no mirror of this repository is here`);
    continue;
  }
  const head = ['-c', 'safe.directory=*', '-C', mirror, 'rev-parse', 'HEAD'];
  const figures = await measure(name, at ?? execFileSync('git', head, { encoding: 'utf8' }).trim());
  if (figures !== undefined) all.push(figures);
}
const sum = (of: (figures: Figures) => number) => all.reduce((total, figures) => total + of(figures), 0);
const kinds = [...new Set(all.flatMap(({ sent }) => [...sent.keys()]))].sort();
const sentTo = (kind: string) =>
  [0, 1].map((i) => sum(({ sent }) => sent.get(kind)?.[i] ?? 0)) as unknown as readonly [number, number];
print({
  name: `all of ${all.length}`,
  pairs: sum(({ pairs }) => pairs),
  first: sum(({ first }) => first),
  three: sum(({ three }) => three),
  strong: sum(({ strong }) => strong),
  right: sum(({ right }) => right),
  negatives: sum(({ negatives }) => negatives),
  alone: sum(({ alone }) => alone),
  sent: new Map(kinds.map((kind) => [kind, sentTo(kind)])),
});
const mean = (of: (figures: Figures) => number, from = all) =>
  (from.reduce((total, figures) => total + of(figures), 0) / from.length).toFixed(3);
const withStrong = all.filter(({ strong }) => strong > 0);
console.log(
  `means of the repositories: top-1 ${mean(({ first, pairs }) => first / pairs)}, top-3 ${mean(({ three, pairs }) => three / pairs)},`,
  `strong ${mean(({ strong, pairs }) => strong / pairs)}, of them right ${mean(({ right, strong }) => right / strong, withStrong)}`,
);
const bounds = wilson(
  sum(({ right }) => right),
  sum(({ strong }) => strong),
);
console.log(`strong right, Wilson's bounds of 95 %: ${bounds.map((bound) => bound.toFixed(3)).join(' to ')}`);
for (const kind of kinds) {
  const [count, alone] = sentTo(kind);
  console.log(`sent to ${kind}: ${alone} of ${count} without a strong answer`);
}
for (const line of tableByEvidence()) console.log(line);
for (const line of tableByLikelihood()) console.log(line);
