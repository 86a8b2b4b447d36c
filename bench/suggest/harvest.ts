/**
 * Makes more truth of the redirects that maintainers of public sites wrote, in the format of the tables of `truth.ts`.
 *
 *     node bench/suggest/harvest.ts [--host HOST]… OWNER/NAME[@COMMIT]…
 *
 * Without names, all of `harvested.ts`. Reads the mirrors of `../places.ts`; writes into `.cache/truth-more`, or
 * where `BENCH_MORE_TRUTH` says. The site is read by our own engine, so its mistakes are in these tables too: they
 * serve to fit the ranker, not to judge the reading of sites. Headings and dates of pages are left empty.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { redirectContext } from '../../src/app/readSnapshot.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { openDiskRepo } from '../../src/io/repository/diskRepo.ts';
import { checkout } from '../checkouts.ts';
import { mirrors } from '../places.ts';
import { refuseSealed } from '../sealed.ts';
import { admit, type Verdict } from './admission.ts';
import { harvested } from './harvested.ts';
import { type Harvest, writeTables } from './tables.ts';
import { moreTruth } from './truth.ts';

interface Wanted {
  readonly repository: string;
  readonly commit?: string | undefined;
  /** Names of the site that its configuration does not tell. */
  readonly hosts?: readonly string[] | undefined;
}

async function read(
  folder: string,
  also: readonly string[],
): Promise<Pick<Harvest, 'site' | 'hosts' | 'foldCase' | 'verdicts'> | undefined> {
  const repo = await openDiskRepo(folder);
  const [detected] = await detectSites(repo);
  if (detected === undefined) return undefined;
  const site = await openSite(detected, repo, { now: '2026-10-01T00:00:00Z' });
  const context = redirectContext(site, { repo, address: undefined });
  const hosts = [...new Set([...(context.siteHosts ?? []), ...also].flatMap((host) => [host, `www.${host}`]))];
  const table = await openRedirects({ ...context, siteHosts: hosts });
  const foldCase = table.rules.some(({ host }) => host === 'mslearn' || host === 'mdn');
  const verdicts = table.rules.map((rule) => admit(rule, { table, hosts, foldCase }));
  return { site, hosts, foldCase, verdicts: onePerAddress(verdicts) };
}

/** The first rule for an address wins. */
function onePerAddress(verdicts: readonly Verdict[]): readonly Verdict[] {
  const seen = new Set<string>();
  return verdicts.map((verdict) => {
    if (verdict.kind !== 'pair' && verdict.kind !== 'negative') return verdict;
    if (seen.has(verdict.from)) return { kind: 'dropped', why: 'duplicate old URL' };
    seen.add(verdict.from);
    return verdict;
  });
}

async function harvestOne({ repository, commit, hosts = [] }: Wanted): Promise<void> {
  refuseSealed(repository);
  const mirror = join(mirrors, repository.replace('/', '+'), 'repo');
  if (!existsSync(mirror)) return console.log(`${repository}: no mirror of this repository is here`);
  const at =
    commit ??
    execFileSync('git', ['-c', 'safe.directory=*', '-C', mirror, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const folder = checkout(repository, at);
  if (folder === undefined) return;
  const harvest = await read(folder, hosts);
  if (harvest === undefined) return console.log(`${repository}: no generator is recognised`);
  console.log(`${repository}: ${writeTables(moreTruth, { ...harvest, repository, commit: at, folder })}`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { host: { type: 'string', multiple: true } },
});
const named = positionals.map((word): Wanted => {
  const [repository = '', commit] = word.split('@');
  const listed = harvested.find((entry) => entry.repository === repository);
  return { repository, commit: commit ?? listed?.commit, hosts: values.host ?? listed?.hosts };
});
for (const wanted of named.length > 0 ? named : harvested) await harvestOne(wanted);
