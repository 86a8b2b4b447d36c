/** The lines that end an audit and a check. */

import { lostSource } from '../../core/audit/lost.ts';
import { silencedClause } from '../../core/audit/silencedRedirects.ts';
import { certainLinks } from '../../core/backlinks/certain.ts';
import { dollars } from '../../core/backlinks/price.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkAnswer, BrokenPage } from '../../core/model.ts';
import { encodeUrl } from '../../core/paths.ts';
import type { RedirectReview } from '../../core/redirects/repair/review.ts';
import type { AuditResult, LiveCheck } from '../../core/report/findings.ts';
import { lostLinks } from '../../core/report/lostLinks.ts';
import { allFindings } from '../../core/report/settled.ts';
import { append } from '../../core/text/longLists.ts';
import { count } from '../../core/wording/amounts.ts';

/** `example.org`; of several sites `blog.example, docs.example`, or how many there are. */
export function siteNames(result: AuditResult): string {
  const hosts = new Set(
    allFindings(result).flatMap(({ broken }) => (broken.former ? [] : (siteTarget(broken.url)?.host ?? []))),
  );
  if (hosts.size < 2) return result.site;
  return hosts.size > mostNamed ? `${hosts.size} hosts` : [...hosts].sort().join(', ');
}

const mostNamed = 3;

/**
 * The newest day on which the index saw one of the pages; the day of asking says nothing of that. `undefined` where no row
 * has a day.
 */
export function indexDay(result: AuditResult): string | undefined {
  const days = allFindings(result).flatMap(({ broken }) => broken.statusSeen ?? broken.lastSeen ?? []);
  return days.sort().at(-1);
}

/** `38 broken pages of example.org, 412 links. Cost $0.03.` */
export function summaryLine(result: AuditResult, { costMicros, pages, truncated }: BacklinkAnswer): string {
  const { findings, asked, outcome, gaps } = result;
  const site = siteNames(result);
  const links = findings.reduce((sum, { broken }) => sum + certainLinks(broken), 0);
  const settled = pages.length - findings.length;
  const parts: string[] = [];
  if (outcome === 'incomplete') parts.push(`Incomplete: no page of ${site} is known for certain to be broken.`);
  else if (pages.length === 0) parts.push(`No broken page of ${site} receives backlinks (asked on ${asked}).`);
  else parts.push(`${count(findings.length, 'broken page')} of ${site}, ${count(links, 'link')}.`);
  // The status bar cuts a long line, and half of a sum is another one.
  if (costMicros > 0) parts.push(`Cost ${dollars(costMicros)}.`);
  append(
    parts,
    gaps.map(({ message }) => message),
  );
  if (outcome !== 'incomplete' && settled > 0)
    parts.push(`${settled} more ${settled === 1 ? 'needs' : 'need'} no action now.`);
  if (truncated && gaps.length === 0)
    parts.push(`The index has more than the ${count(pages.length, 'page')} asked for.`);
  return parts.join(' ');
}

/**
 * Where findings come from, for the log: `13 findings of example.org. Links: SOURCE, answer of 2026-11-20 with 40 pages.
 * Live site: 38 answers of 2026-11-21.`
 */
export function originLine(
  { site, findings }: AuditResult,
  { answer, checks }: { readonly answer: BacklinkAnswer; readonly checks: ReadonlyMap<string, LiveCheck> },
): string {
  const links =
    answer.source === lostSource
      ? 'no source was asked; the addresses are those that the history of the repository published'
      : `${answer.source === 'file' ? 'files' : answer.source}, answer of ${answer.asked} with ${count(answer.pages.length, 'page')}`;
  const days = [...new Set([...checks.values()].map(({ checked }) => checked))].sort();
  const live = checks.size === 0 ? 'not asked' : `${count(checks.size, 'answer')} of ${days.join(', ')}`;
  return `${count(findings.length, 'finding')} of ${site}. Links: ${links}. Live site: ${live}.`;
}

/** `3 problems in 128 redirect rules of 2 files.` */
export function reviewLine(review: RedirectReview): string {
  const { findings, rules, files } = review;
  if (rules === 0 && findings.length === 0) return 'This site has no redirect rules.';
  const checked = `${count(rules, 'redirect rule')} of ${count(files.size, 'file')}`;
  const silenced = silencedClause(review);
  const untold = review.untold?.length ?? 0;
  // A line of the status bar has little room; the log says which, and why.
  const open = untold === 0 ? '.' : `; ${count(untold, 'target')} cannot be told.`;
  if (findings.length > 0) {
    return [`${count(findings.length, 'problem')} in ${checked}${open}`, ...(silenced ? [`${silenced}.`] : [])].join(
      ' ',
    );
  }
  const nothing = silenced ? `${silenced}; nothing else is wrong` : 'Nothing is wrong';
  return `${nothing} with ${checked}${open}`;
}

/** `564 addresses of example.org were published once, and nothing answers them now; links unknown.` */
export function lostLine({ findings, site, outcome, gaps }: AuditResult): string {
  const [gap] = gaps;
  if (outcome === 'incomplete')
    return `Incomplete: no lost address of ${site} was found. ${gap?.message ?? ''}`.trimEnd();
  if (outcome === 'none') return `Every address that ${site} published is answered now.`;
  const number = findings.length.toLocaleString('en-US');
  const what = findings.length === 1 ? '1 address' : `${number} addresses`;
  const said = `${what} of ${site} ${findings.length === 1 ? 'was' : 'were'} published once, and nothing answers ${findings.length === 1 ? 'it' : 'them'} now; ${lostLinks(findings)}.`;
  return [said, ...gaps.map(({ message }) => message)].join(' ');
}

/**
 * `12 links lead to 3 addresses of example.org whose pages were deleted or renamed, most of them to /docs/setup/ (9 links from 5
 * domains). Numbers of 2026-10-26.`
 */
export function takenAwayLine(site: string, { pages, asked }: Pick<BacklinkAnswer, 'pages' | 'asked'>): string {
  const [most, ...others] = pages;
  if (most === undefined) return `No link leads to a page of ${site} that was deleted or renamed.`;
  const from = ({ referringDomains }: BrokenPage) =>
    referringDomains === undefined ? '' : ` from ${count(referringDomains, 'domain')}`;
  const ofMost = `${count(most.backlinks, 'link')}${from(most)}`;
  const links = pages.reduce((sum, page) => sum + certainLinks(page), 0);
  const lead = links === 1 ? 'leads' : 'lead';
  const path = encodeUrl(most.path);
  const what =
    others.length === 0
      ? `${ofMost} ${lead} to ${path} of ${site}, whose page was deleted or renamed.`
      : `${count(links, 'link')} ${lead} to ${pages.length} addresses of ${site} whose pages were deleted or renamed, most of them to ${path} (${ofMost}).`;
  return `${what} Numbers of ${asked}.`;
}

/** `as of 2026-11-27 18:05`, by the clock on the wall. */
export function asOf(milliseconds: number): string {
  const at = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `as of ${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
