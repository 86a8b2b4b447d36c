/** What hovers say. All text that comes from elsewhere is escaped; the only commands a hover may run show what is known. */

import { timelineLines } from '../../core/history/timeline.ts';
import type { FollowedRule } from '../../core/redirects/repair/follow.ts';
import type { Finding } from '../../core/report/findings.ts';
import { commandLink, joinMarkdown, type Markdown, markdown } from '../../core/wording/markdownText.ts';
import { commands } from '../shared/manifest.ts';
import { bestReferrer, countsLine, statusLine, suggestionLine } from './evidenceText.ts';

/** How many suggestions a hover spells out; the others stand in the evidence document. */
const shownSuggestions = 3;

/** `folder` is the address of the workspace folder, by which the links find the finding again. */
export function findingHover(finding: Finding, folder: string): Markdown {
  const { broken, diagnosis, live, removal } = finding;
  const timeline = diagnosis.past ? timelineLines(diagnosis.past) : [];
  const target = [folder, diagnosis.path];
  return joinMarkdown([
    markdown`**${broken.url}**  \n${statusLine(broken, live)}  \n${countsLine(broken) + bestReferrer(broken)}\n\n`,
    ...timeline.map((line) => markdown`${line}  \n`),
    ...(timeline.length > 0 ? [markdown`\n`] : []),
    ...diagnosis.suggestions
      .slice(0, shownSuggestions)
      .flatMap((suggestion, index) => [
        markdown`${index + 1}`,
        markdown`. ${suggestionLine(suggestion)}\n`,
        ...suggestion.evidence.map(({ text }) => markdown`   - ${text}\n`),
      ]),
    ...(diagnosis.suggestions.length === 0 ? [markdown`No page of this site is a good target.`] : []),
    ...(removal === undefined ? [] : [markdown`\n\n${`This page was ${removal}.`}`]),
    markdown`\n\n`,
    commandLink('Evidence and referrers', commands.showEvidence, target),
    markdown` · `,
    commandLink('Explain this address', commands.explain, target),
  ]);
}

/** Where a rule leads, step by step. */
export function followedHover({ from, host, chain }: FollowedRule): Markdown {
  return joinMarkdown([markdown`**${from}** ${`on ${host}`}\n\n`, ...chain.map((step) => markdown`- ${step}\n`)]);
}
