/**
 * Compares the rules that would be proposed for directories that moved with what maintainers wrote.
 *
 *     node bench/suggest/wildcards.ts [--list] [NAME…]
 *
 * Redirects are hidden, as for single addresses. Of the maintainers' wildcards only those are compared that keep the rest
 * of the address and stay on the site; what gathers a directory on one page is another kind of choice.
 *
 *     theirs      their wildcards of this kind
 *     seen        those below whose source the history knows an address at all
 *     found       those that a rule of ours says as well: recall is found / seen
 *     ours        rules proposed
 *     compared    those that speak of addresses of which a wildcard of theirs speaks
 *     agree       those that lead them to the same place
 *     pairs       single redirects of theirs whose old address our rules lead to a page
 *     same page   those that they lead to the same page
 *     addresses   past addresses that ours lead to the page they became
 *     gone        past addresses below ours whose page is nowhere
 */

import { createSnapshotReader } from '../../src/app/readSnapshot.ts';
import { askedPage } from '../../src/core/audit/explain.ts';
import { type MovedDirectory, movedDirectories } from '../../src/core/audit/movedDirectories.ts';
import { type UrlPath, urlKey, urlPath } from '../../src/core/paths.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { openDiskRepo } from '../../src/io/repository/diskRepo.ts';
import { checkout } from '../checkouts.ts';
import { names, readTruth, readWildcards, type Truth, truthKey } from './truth.ts';

const columns = ['theirs', 'seen', 'found', 'ours', 'compared', 'agree', 'pairs', 'same page', 'addresses', 'gone'];

/** Both ends of a rule for a directory, without the slash. */
type Ends = readonly [from: string, to: string];

const endsOf = ({ from, to }: { readonly from: string; readonly to: string }): Ends => [
  urlKey(urlPath(from)),
  urlKey(urlPath(to)).replace(/^\/$/, ''),
];

async function snapshotOf(truth: Truth, directory: string) {
  const repo = await openDiskRepo(directory);
  const [detected] = await detectSites(repo);
  if (detected === undefined) throw new Error(`${truth.name}: no site was found in ${directory}`);
  const now = '2026-10-01T00:00:00Z';
  const site = await openSite(detected, repo, { now });
  const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
  const asked = truth.pairs.map(({ from }) => askedPage(from));
  return createSnapshotReader().open({ site, now, others: [], repo, directory, asked, withoutRedirects: true }, task);
}

/** Whether one rule says what another says: `/docs/a/*` to `/guides/a/:splat` is contained in `/docs/*` to `/guides/:splat`. */
function contains([outerFrom, outerTo]: Ends, [innerFrom, innerTo]: Ends): boolean {
  if (innerFrom !== outerFrom && !innerFrom.startsWith(`${outerFrom}/`)) return false;
  return `${outerTo}${innerFrom.slice(outerFrom.length)}` === innerTo;
}

function isAbove([outer]: Ends, [inner]: Ends): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** Their single redirects of which our rules speak, and whether both lead to the same page. */
function pairsBelow(
  ours: readonly MovedDirectory[],
  truth: Truth,
  isPage: (url: UrlPath) => boolean,
): readonly { readonly isSame: boolean; readonly text: string }[] {
  return truth.pairs.flatMap(({ from, to }) => {
    const url = urlPath(from);
    const rule = ours.find((entry) => `${urlKey(url)}/`.startsWith(entry.from));
    if (rule === undefined || rule.exceptions.some((entry) => urlKey(entry.from) === urlKey(url))) return [];
    const there = `${rule.to}${url.slice(rule.from.length)}`;
    if (!isPage(urlPath(there))) return [];
    return [{ isSame: truthKey(there, truth) === truthKey(to, truth), text: `${from} → ${there}, theirs ${to}` }];
  });
}

async function compare(truth: Truth, directory: string, list: boolean): Promise<readonly number[]> {
  const { past, site, redirects } = await snapshotOf(truth, directory);
  const isRedirected = (url: UrlPath) => redirects.resolve(url).steps.length > 0;
  const ours = movedDirectories(past, site.routes, isRedirected);
  const rules = ours.map(endsOf);
  const theirs = readWildcards(truth).map(endsOf);
  const urls = [...past.urls()].map((url) => urlKey(url));
  const seen = theirs.filter(([from]) => urls.some((url) => url.startsWith(`${from}/`)));
  const found = seen.filter((rule) => rules.some((own) => contains(own, rule)));
  const compared = rules.filter((own) => theirs.some((rule) => isAbove(own, rule) || isAbove(rule, own)));
  const agree = compared.filter((own) => theirs.some((rule) => contains(own, rule) || contains(rule, own)));
  const pairs = pairsBelow(ours, truth, (url) => site.routes.answer(url) !== undefined);
  if (list) {
    for (const { from, to, right, gone, exceptions } of ours) {
      const except = exceptions.map((rule) => `, not ${rule.from} → ${rule.to}`).join('');
      console.log(`  ours    ${from}* → ${to}:splat  ${right.length} right, ${gone.length} gone${except}`);
    }
    for (const { isSame, text } of pairs) if (!isSame) console.log(`  differs ${text}`);
    for (const rule of theirs) {
      const state = found.includes(rule) ? 'found' : seen.includes(rule) ? 'missed' : 'unseen';
      console.log(`  ${state.padEnd(7)} ${rule[0]}/* → ${rule[1]}/:splat`);
    }
  }
  return [
    ...[theirs, seen, found, rules, compared, agree].map(({ length }) => length),
    pairs.length,
    pairs.filter(({ isSame }) => isSame).length,
    ours.reduce((sum, { right }) => sum + right.length, 0),
    ours.reduce((sum, { gone }) => sum + gone.length, 0),
  ];
}

/** Prints one line for each repository, and the sums. */
export async function compareWildcards(wanted: readonly string[], list = false): Promise<void> {
  const print = (name: string, cells: readonly (number | string)[]) =>
    console.log(name.padEnd(32), ...cells.map((cell, i) => String(cell).padStart(columns[i]?.length ?? 0)));
  const sums = columns.map(() => 0);
  console.log('Rules for directories that moved');
  print('repository', columns);
  for (const name of wanted.length > 0 ? wanted : names) {
    const truth = readTruth(name);
    const directory = checkout(name.replace('__', '/'), truth.commit);
    if (directory === undefined) {
      console.log(name.padEnd(32), 'no mirror of this repository is here');
      continue;
    }
    const figures = await compare(truth, directory, list);
    for (const [i, figure] of figures.entries()) sums[i] = (sums[i] ?? 0) + figure;
    print(name, figures);
  }
  print('all', sums);
}

if (import.meta.main) {
  const words = process.argv.slice(2);
  await compareWildcards(
    words.filter((word) => word !== '--list'),
    words.includes('--list'),
  );
}
