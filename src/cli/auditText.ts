/** An audit as aligned text for a terminal or a log. */

import { directoryRuleText } from '../core/audit/directoryRules.ts';
import { lostSource } from '../core/audit/lost.ts';
import { certainLinks } from '../core/backlinks/brokenPages.ts';
import { dollars } from '../core/backlinks/price.ts';
import type { BrokenPage } from '../core/model.ts';
import { encodeUrl } from '../core/paths.ts';
import type { AuditResult, Finding } from '../core/report/findings.ts';
import {
  confidence,
  isSeenFailing,
  lossOf,
  notConfirmed,
  saysMore,
  shortHash,
  strength,
} from '../core/report/report.ts';
import { greatest } from '../core/text/longLists.ts';
import { count } from '../core/wording/amounts.ts';
import {
  type Coloured,
  type TerminalText,
  terminalLine,
  terminalLines,
  together,
} from '../core/wording/terminalText.ts';

/** What is said above the findings; money in millionths of a US dollar, `undefined` where nothing is known. */
export interface AuditHeader {
  /** `Hugo (hugo.toml)` */
  readonly site: string;
  readonly pages: number;
  readonly pastAddresses: number | undefined;
  readonly rules: number;
  readonly costMicros: number;
  readonly stored: boolean;
  /** Who answered, as its makers write it. */
  readonly source: string;
}

/** `isFixing`: what is offered as the next step is being done. */
export function auditText(
  result: AuditResult,
  header: AuditHeader,
  { colours, isFixing }: { readonly colours: boolean; readonly isFixing: boolean },
): TerminalText {
  const paint = painter(colours);
  return together([
    terminalLine(paint.bold(result.site), ` · ${header.site}`),
    terminalLines([facts(result, header), '']),
    ...table(result.findings, paint),
    terminalLines(conclusion(result, isFixing)),
  ]);
}

function facts(result: AuditResult, header: AuditHeader): string {
  return [
    `${count(header.pages, 'page')}`,
    header.pastAddresses === undefined
      ? 'no history'
      : `${header.pastAddresses.toLocaleString('en-US')} former address${header.pastAddresses === 1 ? '' : 'es'}`,
    `${count(header.rules, 'redirect rule')} · ${sourceText(result, header)}`,
  ].join(', ');
}

function conclusion(result: AuditResult, isFixing: boolean): readonly string[] {
  const lines: string[] = [];
  const isLost = result.source === lostSource;
  const none = isLost
    ? 'Every address that this repository published is answered now.'
    : `No broken page of ${result.site} that receives links needs you.`;
  const incomplete = isLost
    ? 'Incomplete: no lost address was found'
    : `Incomplete: no broken page of ${result.site} is certain`;
  if (result.outcome === 'none') lines.push(none);
  if (result.outcome === 'incomplete') lines.push(`${incomplete}, and not everything is known.`);
  if (result.directoryRules.length > 0) lines.push('', 'One rule for a directory that moved:');
  for (const rule of result.directoryRules) lines.push(`  ${directoryRuleText(rule)}`);
  lines.push('', summary(result));
  for (const gap of result.gaps) lines.push(`not known: ${gap.message}`);
  for (const note of result.notes)
    lines.push(`note: ${note.file ? `${note.file}${note.line ? `:${note.line}` : ''}: ` : ''}${note.message}`);
  const safe = result.findings.filter((finding) => finding.fixes[0]?.isPreferred).length;
  if (safe > 0 && !isFixing)
    lines.push(
      `Next: broken-backlinks ${isLost ? 'lost' : 'audit'} --fix safe   (${count(safe, 'redirect')} with strong evidence)`,
    );
  return lines;
}

function sourceText(result: AuditResult, { costMicros, stored, source }: AuditHeader): string {
  if (result.source === lostSource) return 'published once; links unknown';
  if (result.source === 'file') return `saved answers of ${result.asked}`;
  const paid = costMicros > 0 ? `, cost ${dollars(costMicros)}` : '';
  return `${source} answers of ${result.asked}${stored ? ' (stored)' : ''}${paid}`;
}

function table(findings: readonly Finding[], paint: Painter): readonly TerminalText[] {
  const rows = findings.map((finding) => ({
    links: count(finding.broken.backlinks, 'link'),
    domains: count(finding.broken.referringDomains, 'domain'),
    status:
      since(finding.broken) ??
      `${(isSeenFailing(finding.live) ? finding.live?.status : undefined) ?? finding.broken.status ?? '?'}`,
    path: encodeUrl(finding.broken.path),
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
  return rows.map((row) =>
    terminalLine(
      ` ${row.links.padStart(links)}  ${row.domains.padStart(domains)}  `,
      paint.status(row.status),
      `  ${row.path.padEnd(path)}  `,
      paint.verdict(row.finding, row.verdict),
    ),
  );
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
function verdict({ diagnosis, removal, broken, live }: Finding): string {
  const best = diagnosis.suggestions[0];
  const { past, page, rule } = diagnosis;
  const closest = best === undefined ? '' : `; closest ${encodeUrl(best.url)} ${confidence(best)} (${strength(best)})`;
  const [doubt] = diagnosis.undecided ?? [];
  const undecided =
    doubt === undefined ? '' : `; undecided: ${doubt.file}:${doubt.line} may redirect it, ${doubt.condition}`;
  switch (diagnosis.code) {
    case 'moved':
    case 'removed':
    case 'never-existed':
    case 'unknown-past': {
      if (best !== undefined && strength(best) !== 'weak') {
        return `→ ${encodeUrl(best.url)}  ${confidence(best)} ${best.evidence[0]?.text ?? ''}${undecided}`.trimEnd();
      }
      const unseen = diagnosis.code === 'unknown-past' ? 'not in the history that is here' : 'never published';
      const what = removal ?? (past === undefined ? unseen : `${lossOf(past)} ${shortHash(past.last)}`);
      return `?  ${what}${closest}${undecided}`;
    }
    case 'draft':
    case 'future':
    case 'expired':
    case 'unpublished':
      return `${diagnosis.code}: ${page?.file}${page?.line ? `:${page.line}` : ''}`;
    case 'redirect-broken':
      return `✗  ${rule?.file}:${rule?.line} leads ${diagnosis.detail}`;
    case 'server-error':
      return isSeenFailing(live)
        ? `the host fails; ${page?.file} is there`
        : `was failing${seenOn(broken)}; ${page?.file} is there, and no redirect helps where the host fails`;
    case 'published':
      return `${page?.file} publishes it; deploy behind, or the host serves something else`;
    case 'redirected':
    case 'gone':
      return `redirected in ${rule?.file}:${rule?.line}, waiting for deploy`;
    default:
      return diagnosis.code satisfies never;
  }
}

function summary({ source, findings, redirected, fine, cannotTell, ignored, leftOut }: AuditResult): string {
  const links = findings.reduce((sum, { broken }) => sum + certainLinks(broken), 0);
  const strong = findings.filter((finding) => finding.diagnosis.suggestions[0]?.confident).length;
  if (source === lostSource) {
    const what = findings.length === 1 ? '1 lost address' : `${findings.length.toLocaleString('en-US')} lost addresses`;
    return `${what}, links unknown: ${strong} with strong evidence, ${findings.length - strong} to decide. ${ignored.length} ignored.`;
  }
  const parts = [
    `${count(findings.length, 'broken page')}, ${count(links, 'link')}: ${strong} with strong evidence, ${findings.length - strong} to decide.`,
    `${redirected.length} redirected here and waiting for deploy, ${fine.length} answer again or are published here, ${cannotTell.length} cannot tell,`,
    `${ignored.length} ignored, ${leftOut.length} left out${leftOutReasons(leftOut)}.`,
  ];
  return parts.join(' ');
}

function leftOutReasons(leftOut: AuditResult['leftOut']): string {
  const counts = new Map<string, number>();
  for (const { reason } of leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts.size === 0 ? '' : ` (${[...counts].map(([reason, number]) => `${number} ${reason}`).join(', ')})`;
}

interface Painter {
  bold(text: string): string | Coloured;
  status(text: string): string | Coloured;
  verdict(finding: Finding, text: string): string | Coloured;
}

function painter(colours: boolean): Painter {
  const paint = (colour: number) => (text: string) => (colours ? { colour, text } : text);
  const [bold, red, green, dim] = [paint(1), paint(31), paint(32), paint(2)];
  return {
    bold,
    status: red,
    verdict: ({ diagnosis, fixes }, text) =>
      fixes[0]?.isPreferred ? green(text) : diagnosis.suggestions.length === 0 ? dim(text) : text,
  };
}
