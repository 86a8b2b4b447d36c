/** Findings as aligned lines for a terminal or a log. */
import { certainDomains } from '../../core/backlinks/certain.ts';
import { areHostsTold, bareHost, webAddress } from '../../core/backlinks/webAddress.ts';
import { isWeighed, worthLine } from '../../core/backlinks/worth.ts';
import type { BrokenPage } from '../../core/model.ts';
import { decodePath, encodeUrl } from '../../core/paths.ts';
import type { AuditResult, Finding, Fix } from '../../core/report/findings.ts';
import { inventedClause } from '../../core/report/invented.ts';
import {
  confidence,
  isSeenFailing,
  lossAndCommit,
  notConfirmed,
  saysMore,
  shownTarget,
  strength,
} from '../../core/report/report.ts';
import { greatest } from '../../core/text/longLists.ts';
import { count } from '../../core/wording/amounts.ts';
import { countsBySource } from '../../core/wording/countsBySource.ts';
import { type Coloured, type TerminalText, terminalLine, together } from '../../core/wording/terminalText.ts';

/** The path on its own host. */
function asWritten({ path, former }: BrokenPage): string {
  return encodeUrl(former?.path ?? path);
}

/** One line for each, and one below it where the page is linked in several spellings. */
export function findingRows(
  { findings, site }: Pick<AuditResult, 'findings' | 'site'>,
  paint: Painter,
  columns: number | undefined,
): readonly TerminalText[] {
  const hosts = new Set(findings.map(({ broken }) => hostOf(broken.url)).filter((host) => host !== ''));
  const isHostTold = areHostsTold(hosts, site);
  const raised = outOfOrder(findings);
  const rows = findings.map((finding) => ({
    links: count(finding.broken.backlinks, 'link'),
    domains: count(finding.broken.referringDomains, 'domain'),
    status:
      since(finding.broken) ??
      `${(isSeenFailing(finding.live) ? finding.live?.status : undefined) ?? finding.broken.status ?? '?'}`,
    path: `${isHostTold || finding.broken.former ? hostOf(finding.broken.url) : ''}${asWritten(finding.broken)}`,
    verdict: [verdict(finding), seenLive(finding.live), notConfirmed(finding.live)]
      .filter((part) => part !== undefined)
      .join('; '),
    finding,
  }));
  const width = (of: (row: (typeof rows)[number]) => string) => greatest([0, ...rows.map((row) => of(row).length)]);
  const links = width((row) => row.links);
  const domains = width((row) => row.domains);
  const path = Math.min(
    48,
    width((row) => row.path),
  );
  const fitted = (text: string, before: number) => {
    const room = (columns ?? Number.POSITIVE_INFINITY) - before;
    return room < leastVerdict || text.length <= room ? text : `${withoutHalf(text.slice(0, room - 1))}…`;
  };
  return rows.map((row) =>
    together([
      terminalLine(
        ` ${row.links.padStart(links)}  ${row.domains.padStart(domains)}  `,
        paint.status(row.status),
        `  ${row.path.padEnd(path)}  `,
        paint.verdict(
          row.finding,
          fitted(row.verdict, links + domains + row.status.length + Math.max(path, row.path.length) + 9),
        ),
      ),
      ...spellingsLine(row.finding),
      ...sourcesLine(row.finding),
      ...(raised.has(row.finding) ? worthOfLine(row.finding) : []),
    ]),
  );
}

/** A cut between the two halves of a character leaves none of it. */
function withoutHalf(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, '');
}

/** What is shorter says nothing; it may as well go on in the next line of the terminal. */
const leastVerdict = 16;

/** Of an address that is written whole. */
function hostOf(url: string): string {
  const host = webAddress(url)?.hostname;
  return host === undefined ? '' : bareHost(host);
}

/** Longer lists are in `--format json`. */
const spellingsShown = 6;

/** ` 3 spellings: /docs/setup 9, /docs/Setup 2, /docs/setup) 1`: of one page, with the links that write it so. */
function spellingsLine({ broken: { spellingLinks = [] } }: Finding): readonly TerminalText[] {
  const links = new Map<string, number>();
  for (const { url, backlinks } of spellingLinks) {
    const written = encodeUrl(decodePath(url.replace(/^https?:\/\/[^/]*/i, ''))) || '/';
    links.set(written, (links.get(written) ?? 0) + backlinks);
  }
  if (links.size < 2) return [];
  const shown = [...links].slice(0, spellingsShown).map(([path, number]) => `${path} ${number}`);
  const more = links.size > spellingsShown ? `, and ${links.size - spellingsShown} more` : '';
  return [terminalLine(`     ${links.size} spellings: ${shown.join(', ')}${more}`)];
}

/** Whose the numbers are, where several sources count or one counts more than links. */
function sourcesLine({ broken: { counts = [] } }: Finding): readonly TerminalText[] {
  const isPlain = counts.length < 2 && counts.every(({ demand, internal }) => demand === undefined && !internal);
  return isPlain ? [] : countsBySource(counts).map((line) => terminalLine(`     ${line}`));
}

/** Those that stand before a page that more domains link to: the reader wants to know why. */
function outOfOrder(findings: readonly Finding[]): ReadonlySet<Finding> {
  const found = new Set<Finding>();
  let most = 0;
  for (const finding of [...findings].reverse()) {
    const domains = certainDomains(finding.broken);
    if (domains < most && isWeighed(finding.broken)) found.add(finding);
    most = Math.max(most, domains);
  }
  return found;
}

function worthOfLine({ broken }: Finding): readonly TerminalText[] {
  const line = worthLine(broken);
  return line === undefined ? [] : [terminalLine(`     ${line}`)];
}

function seenOn({ statusSeen, lastSeen }: Finding['broken']): string {
  const seen = statusSeen ?? lastSeen;
  return seen === undefined ? '' : ` on ${seen}`;
}

/** What the live site answers, where its status does not say it. */
function seenLive(live: Finding['live']): string | undefined {
  return live !== undefined && isSeenFailing(live) && saysMore(live) ? `live: ${live.detail}` : undefined;
}

/** Of an address that nobody was asked about, the day it was lost is all that is known. */
function since({ published, status }: BrokenPage): string | undefined {
  return published === undefined || status !== undefined ? undefined : `until ${published.last}`;
}

/** What to do about one finding, in half a line. */
function verdict({ diagnosis, removal, broken, live, fixes }: Finding): string {
  const best = diagnosis.suggestions[0];
  const { past, page, rule } = diagnosis;
  const closest = best === undefined ? '' : `; closest ${shownTarget(best)} ${confidence(best)} (${strength(best)})`;
  const [doubt] = diagnosis.undecided ?? [];
  const undecided =
    doubt === undefined ? '' : `; undecided: ${doubt.file}:${doubt.line} may redirect it, ${doubt.condition}`;
  switch (diagnosis.code) {
    case 'moved':
    case 'removed':
    case 'never-existed':
    case 'unknown-past': {
      if (best !== undefined && strength(best) !== 'weak') {
        const madeUp = inventedClause(broken, diagnosis);
        const told = `→ ${shownTarget(best)}  ${confidence(best)} ${best.evidence[0]?.text ?? ''}`.trimEnd();
        const unwritable = best.confident ? whyLeft(fixes) : '';
        return `${told}${madeUp === undefined ? '' : `; ${madeUp}`}${undecided}${unwritable}`;
      }
      const what = removal ?? (past === undefined ? neverSeen(broken, diagnosis) : lossAndCommit(past));
      const made = diagnosis.made === undefined ? '' : `; perhaps there once it is built, as ${diagnosis.made}`;
      return `?  ${what}${made}${closest}${undecided}`;
    }
    case 'draft':
    case 'future':
    case 'expired':
    case 'unpublished':
      return `${diagnosis.code}: ${page?.file}${page?.line ? `:${page.line}` : ''}`;
    case 'redirect-broken':
      return `✗  ${rule?.file}:${rule?.line} leads ${diagnosis.detail}${closest}`;
    case 'redirect-ineffective':
      return `✗  ${rule?.file}:${rule?.line} does not work: ${diagnosis.detail}`;
    case 'server-error':
      return isSeenFailing(live)
        ? `the host fails; ${page?.file} is there`
        : `was failing${seenOn(broken)}; ${page?.file} is there, and no redirect helps where the host fails`;
    case 'published':
      return `${page?.file} publishes it; the deploy is out of date, or the host serves something else`;
    case 'redirected':
    case 'gone':
      return `redirected in ${rule?.file}:${rule?.line}, waiting for deploy`;
    default:
      return diagnosis.code satisfies never;
  }
}

function neverSeen(broken: BrokenPage, diagnosis: Finding['diagnosis']): string {
  if (diagnosis.made !== undefined) return 'in no commit';
  if (diagnosis.code === 'unknown-past') return 'not in the available history';
  const madeUp = inventedClause(broken, diagnosis);
  return madeUp === undefined ? 'never published' : `never published; ${madeUp}`;
}

/** How a terminal that shows colours is used. */
export interface Painter {
  bold(text: string): string | Coloured;
  status(text: string): string | Coloured;
  verdict(finding: Finding, text: string): string | Coloured;
}

export function painter(colours: boolean): Painter {
  const paint = (colour: number) => (text: string) => (colours ? { colour, text } : text);
  const [bold, red, green, dim] = [paint(1), paint(31), paint(32), paint(2)];
  return {
    bold,
    status: red,
    verdict: ({ diagnosis, fixes }, text) =>
      fixes[0]?.isPreferred ? green(text) : diagnosis.suggestions.length === 0 ? dim(text) : text,
  };
}

/** Why `--fix safe` leaves what has strong evidence, as otherwise nobody would know. */
function whyLeft(fixes: readonly Fix[]): string {
  if (fixes.length === 0) return '; no redirect format of this site can write it';
  const [first] = fixes;
  const [need] = first?.needs ?? [];
  return need === undefined || first?.isPreferred === true
    ? ''
    : `; --fix safe does not write it before this is done: ${need}`;
}
