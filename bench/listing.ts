/**
 * What a person sees first of real sites, against the bars of the editor:
 *
 *     npm run bench:listing [-- OWNER/NAME[@COMMIT] COUNT]…
 *
 * The old addresses that nothing answers any more are judged as an audit does, the most valuable `COUNT` of them.
 *   lines   the most problems on one line (bar 5), and the longest hover of one (bar 2,000 characters)
 *   first   of the findings with a redirect to write, how many have the first in the mechanism that the maintainers use (bar .95): the one
 *           that most of the redirects are written in that their last `years` of commits added, else of those that stand there
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { auditAnswer } from '../src/app/auditAnswer.ts';
import { findLost } from '../src/app/lostAddresses.ts';
import { readRedirects } from '../src/app/reading.ts';
import { createSnapshotReader } from '../src/app/readSnapshot.ts';
import { reviewSite } from '../src/app/reviewSite.ts';
import { openWorkspace, type Task, type Workspace } from '../src/app/workspace.ts';
import { notInAudit } from '../src/core/audit/overlap.ts';
import type { RedirectRule } from '../src/core/redirects/format.ts';
import type { Finding } from '../src/core/report/findings.ts';
import { type Listing, listingOf } from '../src/core/report/listing.ts';
import { lineHover, longestHover } from '../src/vscode/views/hoverText.ts';
import { checkout } from './checkouts.ts';
import { mirrors } from './places.ts';
import { refuseSealed } from './sealed.ts';

const usual: readonly (readonly [string, number])[] = [
  ['gohugoio/hugoDocs', 170],
  ['electron/website', 25],
];
const years = 3;
/** As the editor has them without a setting. */
const options = { minimumDomains: 1, dofollowOnly: false, errorFromDomains: 10, ignore: [], preferredFormats: [] };
const task: Task = { progress: { report: () => undefined }, signal: new AbortController().signal };

function git(name: string, ...args: readonly string[]): string {
  const mirror = join(mirrors, name.replace('/', '+'), 'repo');
  return execFileSync('git', ['-c', 'safe.directory=*', '-C', mirror, ...args], { encoding: 'utf8' }).trim();
}

async function opened(folder: string): Promise<Workspace> {
  const found = await openWorkspace({ folder, now: new Date().toISOString() }, task);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

type Counts = readonly (readonly [format: string, often: number])[];

function countsOf(formats: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const format of formats) counts.set(format, (counts.get(format) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** In which formats the redirects are written that a state of the branch has and an older one had not; else all of them. */
async function written(
  now: Workspace,
  before: Workspace,
): Promise<{ readonly counts: Counts; readonly isNew: boolean }> {
  const keyOf = ({ from, format }: RedirectRule) => `${format} ${from}`;
  const known = new Set((await readRedirects(before)).rules.map(keyOf));
  const { rules } = await readRedirects(now);
  const added = rules.filter((rule) => !known.has(keyOf(rule)));
  return { counts: countsOf((added.length > 0 ? added : rules).map(({ format }) => format)), isNew: added.length > 0 };
}

/** By line: how many problems stand there, and how long its hover is. */
function crowding({ findings, redirects, rest, crowded }: Listing) {
  const lines = new Map<string, Finding[]>();
  const problems = new Map<string, number>();
  for (const { place } of [...findings, ...redirects, ...crowded, ...(rest ? [rest] : [])]) {
    const key = `${place.file}:${place.line}`;
    problems.set(key, (problems.get(key) ?? 0) + 1);
  }
  for (const finding of findings) {
    const key = `${finding.place.file}:${finding.place.line}`;
    lines.set(key, [...(lines.get(key) ?? []), finding]);
  }
  const hovers = [...lines.values()].map((here) =>
    lineHover(here.map((finding) => ({ folder: 'file:///site', finding }))).reduce(
      (sum, { length }) => sum + length,
      0,
    ),
  );
  return { most: Math.max(0, ...problems.values()), longest: Math.max(0, ...hovers), lines: problems.size };
}

async function look(named: string, count: number): Promise<void> {
  const [name = '', given] = named.split('@');
  refuseSealed(name);
  const commit = given ?? git(name, 'rev-parse', 'HEAD');
  const date = git(name, 'log', '-1', '--format=%cI', commit);
  const then = new Date(Date.parse(date) - years * 365 * 24 * 60 * 60 * 1000).toISOString();
  const earlier = git(name, 'rev-list', '-1', '--first-parent', `--before=${then}`, commit);
  const [folder, old] = [checkout(name, commit), checkout(name, earlier)];
  if (folder === undefined || old === undefined) return console.log(`${name}: no mirror of it is here`);
  const workspace = await opened(folder);
  const reader = createSnapshotReader();
  const answer = await findLost(workspace, { today: date.slice(0, 10), reader }, task);
  const asked = { ...answer, pages: answer.pages.slice(0, count) };
  const siteName = new URL(workspace.sites[0].permalinks.address?.url ?? 'https://site.example/').host;
  const request = { siteName, answer: asked, checks: new Map(), options, reader };
  const { result, snapshot } = await auditAnswer(workspace, request, task);
  const review = await reviewSite(workspace, workspace.sites[0], snapshot.redirects, workspace.layers);
  const listing = listingOf(result, notInAudit(review.findings, result.findings));
  const { most, longest, lines } = crowding(listing);
  const { counts, isNew } = await written(workspace, await opened(old));
  // That a page is gone is no redirect, and few mechanisms can say it.
  const firsts = result.findings.flatMap(
    ({ fixes }) => fixes.find(({ redirect }) => redirect.status !== 410)?.format ?? [],
  );
  const right = firsts.filter((format) => format === counts[0]?.[0]).length;
  const told = (all: Counts) => all.map(([format, often]) => `${format} ${often}`).join(', ') || 'none';
  const theirs = isNew ? `written by the maintainers in ${years} years` : 'that stand there';
  const share = counts.length === 0 ? 'nothing to compare with' : `${(right / firsts.length).toFixed(3)} (bar .95)`;
  console.log(
    [
      `${name}@${commit.slice(0, 10)}: ${result.findings.length} findings of ${asked.pages.length} old addresses`,
      `  lines  ${most} problems on one at most (bar 5), on ${lines} lines; longest hover ${longest} (bar ${longestHover})`,
      `  first  ${told(countsOf(firsts))}; redirects ${theirs}: ${told(counts)}; ${share}`,
    ].join('\n'),
  );
}

const [first, second] = process.argv.slice(2);
for (const [name, count] of first === undefined ? usual : [[first, Number(second ?? 100)] as const])
  await look(name, count);
