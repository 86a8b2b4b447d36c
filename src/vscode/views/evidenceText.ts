/** Everything known about one broken page as plain text: the read-only document behind a finding. */

import { isWeighed, worthLine } from '../../core/backlinks/worth.ts';
import { timelineLines } from '../../core/history/timeline.ts';
import type { Backlink, BrokenPage, Suggestion } from '../../core/model.ts';
import { describeUndecided } from '../../core/redirects/simulate/undecidedText.ts';
import type { Finding, LiveCheck } from '../../core/report/findings.ts';
import { confidence, saysMore, shownTarget, strength } from '../../core/report/report.ts';
import { append } from '../../core/text/longLists.ts';
import { count } from '../../core/wording/amounts.ts';
import { confirmedText } from '../../core/wording/confirmedText.ts';
import { countsBySource } from '../../core/wording/countsBySource.ts';
import { visible } from '../../core/wording/visible.ts';

/** The evidence for one page as a document. */
export interface EvidenceText {
  /** Each is one, whatever was written into it, as the place of a referring page is counted in them. */
  readonly lines: readonly string[];
  /** The 1-based line of the first referring page; one line each follows. */
  readonly firstReferrer: number;
}

/**
 * ```
 * https://example.org/docs/setup/
 * 404 on 2026-11-21 (live), 404 on 2026-10-02 (index)
 * 41 links · 12 domains · 9 dofollow
 *
 * 1. /guides/install/  .97  strong
 *      renamed content/docs/setup.md → content/guides/install.md, 1a2b3c4, 2023-04-01
 * ```
 */
export function evidenceText(finding: Finding): EvidenceText {
  const { broken, diagnosis } = finding;
  const sentences = finding.message.split(/(?<=[.;]) /);
  const lines = [
    broken.url,
    statusLine(broken, finding.live),
    countsLine(broken),
    ...worthLines(broken),
    '',
    ...sentences,
    '',
  ];
  if (diagnosis.past) append(lines, [...timelineLines(diagnosis.past), '']);
  if (diagnosis.undecided) append(lines, [...diagnosis.undecided.map(describeUndecided), '']);
  diagnosis.suggestions.forEach((suggestion, index) => {
    lines.push(`${index + 1}. ${suggestionLine(suggestion)}  ${suggestion.file}`);
    for (const { text } of suggestion.evidence) lines.push(`     ${text}`);
  });
  if (diagnosis.suggestions.length === 0) lines.push('No page of this site is a good target.');
  if (finding.removal !== undefined) lines.push('', `This page was ${finding.removal}.`);
  if (broken.spellings.length > 1) {
    append(lines, ['', 'Linked as', ...spellingLines(broken)]);
  }
  if (broken.counts !== undefined)
    append(lines, ['', 'Counted by', ...countsBySource(broken.counts).map((line) => `  ${line}`)]);
  lines.push('', 'Who links here, strongest first');
  const firstReferrer = lines.length + 1;
  if (broken.referrers.length === 0) lines.push(`  ${noReferrers(broken)}`);
  for (const referrer of broken.referrers) lines.push(`  ${referrer.from}  ${describeReferrer(referrer)}`);
  lines.push('');
  return { lines: lines.map(visible), firstReferrer };
}

/** Why nobody is named, as a sentence: where links were counted, somebody was asked. */
export function noReferrers({ published, backlinks }: BrokenPage): string {
  const isAsked = published === undefined || backlinks !== undefined;
  return isAsked ? 'The stored answer names no linking page.' : 'No source of links was asked.';
}

function spellingLines({ spellings, spellingLinks }: BrokenPage): readonly string[] {
  if (spellingLinks === undefined) return spellings.map((url) => `  ${url}`);
  return spellingLinks.map(({ url, backlinks }) => `  ${url}  ${count(backlinks, 'link')}`);
}

/** `404 on 2026-11-21 (live), 404 on 2026-10-02 (index)`. */
export function statusLine(broken: BrokenPage, live: LiveCheck | undefined): string {
  const { published } = broken;
  if (published !== undefined && live === undefined && broken.status === undefined)
    return `published once, from ${published.first} until ${published.last}; nothing answers now`;
  const index = `${broken.status ?? 'failing'}${broken.statusSeen ? ` on ${broken.statusSeen}` : ''} (index)`;
  if (!live) return index;
  const answer = live.verdict === 'cannot-tell' ? 'cannot tell' : (live.status ?? live.verdict);
  const detail = saysMore(live) ? `: ${live.detail}` : '';
  return `${answer} on ${live.checked} (live)${detail}, ${index}`;
}

/** `41 links · 12 domains · 9 dofollow`. */
export function countsLine(broken: BrokenPage): string {
  const parts = [count(broken.backlinks, 'link'), count(broken.referringDomains, 'domain')];
  if (broken.dofollow !== undefined) parts.push(`${broken.dofollow} dofollow`);
  return parts.join(' · ');
}

/** Why it stands where it does in the list; nothing where only domains are known. */
export function worthLines(broken: BrokenPage): readonly string[] {
  const line = isWeighed(broken) ? worthLine(broken) : undefined;
  return line === undefined ? [] : [line];
}

/** ` · best: news.example (rank 512) "how to set up"`; empty when no referrer is known. */
export function bestReferrer({ referrers: [best] }: BrokenPage): string {
  return best === undefined ? '' : ` · best: ${best.fromDomain} ${describeReferrer(best)}`.trimEnd();
}

/** `/guides/install/  .97  strong`. */
export function suggestionLine(suggestion: Suggestion): string {
  return `${shownTarget(suggestion)}  ${confidence(suggestion)}  ${strength(suggestion)}`;
}

/** `(rank 512) "how to set up", nofollow, seen 2026-10-02`: all that is known, in this order. */
export function describeReferrer(referrer: Backlink): string {
  const facts = [
    [
      referrer.domainRank === undefined ? '' : `(rank ${referrer.domainRank})`,
      referrer.anchor ? `"${referrer.anchor.replace(/\s+/g, ' ').trim()}"` : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
    referrer.dofollow === false ? 'nofollow' : '',
    referrer.lastSeen ? `seen ${referrer.lastSeen}` : '',
    referrer.confirmed ? confirmedText(referrer.confirmed) : '',
  ];
  return facts.filter((fact) => fact !== '').join(', ');
}
