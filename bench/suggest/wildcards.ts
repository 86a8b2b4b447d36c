/**
 * Compares the rules that would be proposed for directories that moved with those that maintainers wrote.
 *
 *     node bench/suggest/wildcards.ts [NAME…]
 *
 * Redirects are hidden, as for single addresses. Of the maintainers' rules only those are compared that keep the rest of
 * the address and stay on the site; what gathers a whole directory on one page is another kind of choice. `seen`: of
 * those, the ones below whose source the history knows an address at all.
 */
import { askedPage } from '../../src/cli/explain.ts';
import { movedDirectories } from '../../src/core/movedDirectories.ts';
import { type UrlPath, urlKey, urlPath } from '../../src/core/paths.ts';
import { detectSites, openSite } from '../../src/core/site.ts';
import { openDiskRepo } from '../../src/io/diskRepo.ts';
import { createGroundReader } from '../../src/io/openGround.ts';
import { checkout } from '../checkouts.ts';
import { names, readTruth, readWildcards, type Truth } from './truth.ts';

async function groundOf(truth: Truth, directory: string) {
  const repo = await openDiskRepo(directory);
  const [detected] = await detectSites(repo);
  if (detected === undefined) throw new Error(`${truth.name}: no site was found in ${directory}`);
  const site = await openSite(detected, repo, { now: '2026-10-01T00:00:00Z' });
  const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
  return createGroundReader().open(
    { site, repo, directory, asked: truth.pairs.map(({ from }) => askedPage(from)), withoutRedirects: true },
    task,
  );
}

/** The directory rule in which a maintainer's is contained: `/docs/a/*` to `/guides/a/:splat` in `/docs/*`. */
function includes(
  [outerFrom, outerTo]: readonly [string, string],
  [innerFrom, innerTo]: readonly [string, string],
): boolean {
  if (innerFrom !== outerFrom && !innerFrom.startsWith(`${outerFrom}/`)) return false;
  return urlKey(`${outerTo}${innerFrom.slice(outerFrom.length)}`) === innerTo;
}

const ends = (from: string, to: string) => [urlKey(from), urlKey(to).replace(/^\/$/, '')] as const;

console.log('repository'.padEnd(32), ' theirs  seen  found   ours  theirs  agree  addresses  gone');
const only = process.argv.slice(2);
for (const name of only.length > 0 ? only : names) {
  const truth = readTruth(name);
  const repository = checkout(name.replace('__', '/'), truth.commit);
  if (repository === undefined) {
    console.log(name.padEnd(32), 'no mirror of this repository is here');
    continue;
  }
  const { past, site, redirects } = await groundOf(truth, repository);
  const isRedirected = (url: UrlPath) => redirects.resolve(url).steps.length > 0;
  const started = performance.now();
  const ours = movedDirectories(past, site.routes, isRedirected);
  const took = performance.now() - started;
  const urls = [...past.urls()].map((url) => urlKey(url));
  const theirs = readWildcards(truth).map(({ from, to }) => ends(urlPath(from), urlPath(to)));
  const seen = theirs.filter(([from]) => urls.some((url) => url.startsWith(`${from}/`)));
  const found = theirs.filter((rule) => ours.some(({ from, to }) => includes(ends(from, to), rule)));
  // The maintainers' own rules that say something of the same addresses.
  const said = ours.filter(({ from }) =>
    theirs.some(([source]) => `${source}/`.startsWith(from) || from.startsWith(`${source}/`)),
  );
  const agreeing = said.filter(({ from, to }) =>
    theirs.some((rule) => includes(rule, ends(from, to)) || includes(ends(from, to), rule)),
  );
  const numbers = [theirs.length, seen.length, found.length, ours.length, said.length, agreeing.length];
  const addresses = ours.reduce((sum, { right }) => sum + right.length, 0);
  const gone = ours.reduce((sum, rule) => sum + rule.gone.length, 0);
  const exceptions = ours.reduce((sum, rule) => sum + rule.exceptions.length, 0);
  console.log(
    name.padEnd(32),
    ...numbers.map((count) => String(count).padStart(6)),
    addresses,
    gone,
    exceptions,
    `${took.toFixed(0)} ms`,
  );
  if (process.env.BENCH_VERBOSE) {
    for (const { from, to, right, gone, exceptions } of ours)
      console.log(
        `  ours   ${from}* → ${to}:splat  ${right.length} right, ${gone.length} gone, except ${exceptions.map((rule) => `${rule.from} → ${rule.to}`).join(', ')}`,
      );
    for (const rule of theirs)
      console.log(
        `  ${found.includes(rule) ? 'found ' : seen.includes(rule) ? 'missed' : 'unseen'} ${rule[0]}/* → ${rule[1]}/:splat`,
      );
  }
}
