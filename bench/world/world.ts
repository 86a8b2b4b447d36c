/**
 * Holds our simulation against the real engines on rule files of the world: drawn by a seed from a listing of public
 * repositories, addresses from the raw text of each file.
 *
 *     node tools/node24.mjs bench/world/world.ts --listing FILE [--seed TEXT] [--count N] [--most N] [--show N] [--write] [ENGINE…]
 *
 * `--write` writes redirects of ours into each file as well: the engine has to start on it, lead on from each new address,
 * and answer all the others as before. Prints for each engine how many pairs were asked, how many the engine redirects, how many are undecided here and how many
 * differ, and for each file its repository and commit.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { urlKey, urlPath } from '../../src/core/paths.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { withoutFallbacks } from '../../src/core/redirects/simulate/undecided.ts';
import { isRedirect, ownPath } from '../../tools/conformance/ask.ts';
import { print } from '../../tools/conformance/compare.ts';
import type { Answer, Engine, Reply, Trial } from '../../tools/conformance/engine.ts';
import { engines } from '../../tools/conformance/engines/index.ts';
import { randomFrom } from '../../tools/conformance/random.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import { writeInto } from '../../tools/conformance/writing.ts';
import { listed } from '../draw.ts';
import { addressesIn } from './addresses.ts';
import { drawFiles, namesOfEngine, type WorldFile } from './files.ts';
import { trialOf } from './trials.ts';

const { values, positionals } = parseArgs({
  options: {
    listing: { type: 'string' },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '40' },
    most: { type: 'string', default: '150' },
    show: { type: 'string', default: '10' },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (values.listing === undefined) throw new Error('Give --listing FILE (one owner/name on each line).');
const listing = listed(readFileSync(values.listing, 'utf8'));
const wanted = positionals.length > 0 ? positionals : Object.keys(namesOfEngine);

interface Figures {
  files: number;
  refused: number;
  pairs: number;
  redirected: number;
  undecided: number;
  differ: number;
  written: number;
  unwritten: number;
  harmed: number;
}

for (const id of wanted) {
  const engine = engines.find((entry) => entry.id === id);
  if (engine === undefined || engine.missing !== undefined) {
    console.log(`${id}: not run: ${engine?.missing ?? 'no such engine'}`);
    continue;
  }
  const figures: Figures = {
    files: 0,
    refused: 0,
    pairs: 0,
    redirected: 0,
    undecided: 0,
    differ: 0,
    written: 0,
    unwritten: 0,
    harmed: 0,
  };
  const differences: string[] = [];
  for (const file of drawFiles(listing, id, values.seed, Number(values.count))) {
    try {
      differences.push(...(await compareFile(engine, file, figures)));
    } catch (error) {
      figures.refused++;
      const why = error instanceof Error ? error.message : String(error);
      console.log(`  refused ${file.repository}@${file.commit.slice(0, 10)} ${file.path}: ${why.slice(0, 200)}`);
    }
  }
  await engine.stop?.();
  for (const difference of differences.slice(0, Number(values.show))) console.log(difference);
  console.log(
    `${id}: ${Object.entries(figures)
      .map(([name, figure]) => `${figure} ${name}`)
      .join(', ')}`,
  );
}
process.exit(0);

async function compareFile(engine: Engine, file: WorldFile, figures: Figures): Promise<readonly string[]> {
  const urls = addressesIn(file.text, randomFrom(figures.files + 1), Number(values.most)).filter(
    // The engines of these two take no query of their own accord; see their conformance.
    (url) => !(['netlify', 'vercel'].includes(engine.id) && url.includes('?')),
  );
  if (urls.length === 0) return [];
  const trial: Trial = { ...trialOf(engine.id, file), urls };
  const theirs = await engine.run(trial);
  const table = await openRedirects(siteOf(trial, engine.host));
  const found: string[] = [];
  const before = { ...figures };
  figures.files++;
  for (const [i, url] of urls.entries()) {
    const given: Reply = theirs[i];
    if (given === 'failed') continue;
    // What is shown in place of a page is no redirect.
    const answer = given && isRedirect(given.status) && !isOwnAddress(given, url) ? given : undefined;
    figures.pairs++;
    if (answer) figures.redirected++;
    const resolution = table.resolve(url);
    const [first] = resolution.steps;
    const own: Answer | undefined =
      first && isRedirect(first.status) ? { status: first.status, location: ownPath(first.location) } : undefined;
    const ours = own && isOwnAddress(own, url) ? undefined : own;
    const isOpen = withoutFallbacks(resolution.undecided).length > 0 || resolution.outcome.kind === 'unknown';
    if (isOpen && print(answer) !== print(ours)) figures.undecided++;
    else if (print(answer) !== print(ours)) {
      figures.differ++;
      const by = first?.rule ? ` (line ${first.rule.line}: ${first.rule.from} -> ${first.rule.to})` : '';
      found.push(
        `  ${file.repository} ${file.path} ${url}\n    engine: ${print(answer)}\n    ours:   ${print(ours)}${by}`,
      );
    }
  }
  if (values.write) found.push(...(await harms(engine, trial, theirs, file, figures)));
  const gained = (name: keyof Figures) => figures[name] - before[name];
  console.log(
    `  ${file.repository}@${file.commit.slice(0, 10)} ${file.path}: ${gained('pairs')} pairs, ${gained('redirected')} redirected, ${gained('undecided')} undecided, ${gained('differ')} differ`,
  );
  return found;
}

/** What goes wrong where redirects of ours are written into the file: they do not lead on, or others are led elsewhere. */
async function harms(
  engine: Engine,
  trial: Trial,
  before: readonly Reply[],
  file: WorldFile,
  figures: Figures,
): Promise<readonly string[]> {
  const writing = await writeInto(engine, trial, randomFrom(figures.files));
  figures.written += writing.written;
  figures.unwritten += writing.refused.length;
  if (writing.written === 0) return [];
  const spelling = (url: string) => urlKey(urlPath(url)).toLowerCase();
  const own = new Set(writing.trial.urls.map(spelling));
  const after = writing.answers.length === 0 ? [] : await engine.run({ ...writing.trial, urls: trial.urls });
  const changed = after.flatMap((reply, i) => {
    const url = trial.urls[i] ?? '';
    const [old, now] = [print(plain(before[i])), print(plain(reply))];
    return old === now || own.has(spelling(url)) ? [] : [`  ${url}: ${old}, and after writing ${now}`];
  });
  const all = [...writing.failures, ...changed];
  figures.harmed += all.length;
  return all.map((text) => `  written into ${file.repository} ${file.path}:\n  ${text}`);
}

/** A server that speaks http and sends everybody to https has led nobody to another page. */
function isOwnAddress({ location }: Answer, url: string): boolean {
  return location === url;
}

function plain(reply: Reply): Answer | undefined {
  return reply === 'failed' || !reply || !isRedirect(reply.status) ? undefined : reply;
}
