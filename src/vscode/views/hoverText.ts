/** What hovers say. All text that comes from elsewhere is escaped; the only commands a hover may run show what is known. */

import { isUncommitted, shortHash } from '../../core/history/commitNames.ts';
import { timelineLines } from '../../core/history/timeline.ts';
import type { Suggestion } from '../../core/model.ts';
import type { FollowedRule } from '../../core/redirects/repair/follow.ts';
import type { Finding } from '../../core/report/findings.ts';
import { commandLink, joinMarkdown, type Markdown, markdown } from '../../core/wording/markdownText.ts';
import { bounded } from '../../core/wording/visible.ts';
import { commandIds } from '../shared/manifest.ts';
import { bestReferrer, countsLine, describeReferrer, statusLine, suggestionLine, worthLines } from './evidenceText.ts';

/** How many suggestions and linking pages a hover spells out; the others stand in the evidence document. */
interface Spelled {
  readonly suggestions: number;
  readonly referrers: number;
}

const inText: Spelled = { suggestions: 3, referrers: 5 };
/** A row's hover has to fit above or below the row, or it covers the row's buttons. */
export const inRow: Spelled = { suggestions: 1, referrers: 0 };

/** Of an address that is shown; the whole of it stands in the evidence document. */
const longestAddress = 160;
const longestName = 80;

/**
 * `folder` is the address of the workspace folder, by which the links find the finding again. Not longer than `room`: what
 * is said last is left out first.
 */
export function findingHover(finding: Finding, folder: string, room: number, spelled = inText): Markdown {
  const { broken, diagnosis, live, removal } = finding;
  const timeline = diagnosis.past ? timelineLines(diagnosis.past) : [];
  const head = markdown`**${bounded(broken.url, longestAddress)}**  \n`;
  const links = linksTo(folder, diagnosis);
  const said = [
    markdown`${statusLine(broken, live)}  \n${countsLine(broken) + bestReferrer(broken)}\n\n`,
    ...worthLines(broken).map((line) => markdown`${line}\n\n`),
    ...(removal === undefined ? [] : [markdown`${`This page was ${removal}.`}\n\n`]),
    ...diagnosis.suggestions.slice(0, spelled.suggestions).map(suggestionMarkdown),
    ...(diagnosis.suggestions.length === 0 ? [markdown`No page of this site is a good target.\n`] : []),
    ...referrerLines(broken, spelled.referrers),
    ...(timeline.length > 0 ? [joinMarkdown([markdown`\n`, ...timeline.map((line) => markdown`${line}  \n`)])] : []),
  ];
  return fitting([head, ...links], said, room);
}

/** Characters of what one hover says, for all findings of a line together. */
export const longestHover = 2000;

/** What the hover of a line says: a part for each of its findings. */
export function lineHover(
  here: readonly { readonly folder: string; readonly finding: Finding }[],
): readonly Markdown[] {
  const room = Math.floor(longestHover / here.length);
  return here.map(({ folder, finding }) => findingHover(finding, folder, room));
}

/** The best few, each with where it stands; the others stand in the evidence document. */
function referrerLines({ referrers }: Finding['broken'], shown: number): readonly Markdown[] {
  if (referrers.length < 2 || shown === 0) return [];
  const lines = referrers.slice(0, shown).map((link) => {
    const text = `${bounded(link.from, longestAddress)} ${bounded(describeReferrer(link), longestAddress)}`;
    return markdown`- ${text.trimEnd()}\n`;
  });
  return [joinMarkdown([markdown`\nLinked from\n`, ...lines])];
}

/** First what must be there, then of the others as many as there is room for, in their order. */
function fitting(must: readonly Markdown[], others: readonly Markdown[], room: number): Markdown {
  const shown: Markdown[] = [];
  let used = 0;
  for (const part of must) {
    if (used + part.length > room) continue;
    shown.push(part);
    used += part.length;
  }
  for (const part of others) {
    if (used + part.length > room) break;
    shown.push(part);
    used += part.length;
  }
  return joinMarkdown(shown);
}

function linksTo(folder: string, { path, past, suggestions: [best] }: Finding['diagnosis']): readonly Markdown[] {
  const links = [
    commandLink('Evidence and referrers', commandIds.showEvidence, [folder, path]),
    commandLink('Explain this address', commandIds.explain, [folder, path]),
    ...(best === undefined
      ? []
      : [commandLink(`Open ${bounded(best.file, longestName)}`, commandIds.openPlace, [folder, best.file])]),
    ...(past === undefined || isUncommitted(past.last)
      ? []
      : [commandLink(`Show commit ${shortHash(past.last)}`, commandIds.openCommit, [folder, past.last.hash])]),
  ];
  return links.map((link) => joinMarkdown([link, markdown`  \n`]));
}

function suggestionMarkdown(suggestion: Suggestion, index: number): Markdown {
  return joinMarkdown([
    markdown`${index + 1}`,
    markdown`. ${suggestionLine(suggestion)}\n`,
    ...suggestion.evidence.map(({ text }) => markdown`   - ${text}\n`),
  ]);
}

/** Where a rule leads, step by step. */
export function followedHover({ from, where, chain }: FollowedRule): Markdown {
  return joinMarkdown([markdown`**${from}** ${where}\n\n`, ...chain.map((step) => markdown`- ${step}\n`)]);
}
