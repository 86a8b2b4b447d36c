/** Everything that can be said of one address, as a page to be read: what the command line prints, with links. */
import { directoryRuleText } from '../../core/audit/directoryRuleText.ts';
import type { Explained } from '../../core/audit/explanation.ts';
import { canBeRedirected } from '../../core/audit/fixMenu.ts';
import { timelineLines } from '../../core/history/timeline.ts';
import { encodeUrl } from '../../core/paths.ts';
import { describeUndecided } from '../../core/redirects/simulate/undecidedText.ts';
import { type Html, html, joinHtml } from '../../core/wording/htmlText.ts';
import type { Page } from '../shown/pages.ts';
import { fileLink, htmlList, type PageOf, suggestionParts, withCommits } from './pageParts.ts';

export function explainedPage(explained: Explained, folder: string): Page {
  const { url, diagnosis, directoryRule, removal } = explained;
  const page: PageOf = { folder, from: url, isOpen: canBeRedirected(diagnosis) };
  const shown = encodeUrl(diagnosis.path);
  const isAnswered = diagnosis.page !== undefined || diagnosis.rule !== undefined;
  const parts: readonly (Html | undefined)[] = [
    html`<h1>${shown}</h1><p>${diagnosis.code}</p>`,
    htmlList(facts(explained, page), 'plain'),
    diagnosis.suggestions.length === 0 && isAnswered ? undefined : html`<h2>Where it could lead</h2>`,
    ...(diagnosis.suggestions.length === 0 && isAnswered ? [] : suggestionParts(page, diagnosis, true)),
    removal === undefined ? undefined : html`<h2>What to do</h2><p>The page was ${removal}.</p>`,
    directoryRule === undefined ? undefined : html`<h2>Its directory</h2><p>${directoryRuleText(directoryRule)}</p>`,
  ];
  return { title: `${shown} — explained`, body: joinHtml(parts.filter((part) => part !== undefined)) };
}

function facts({ diagnosis }: Explained, page: PageOf): readonly Html[] {
  const { rule, detail, past, gap, made, undecided = [] } = diagnosis;
  const own = diagnosis.page;
  const leads = detail === undefined ? '' : `; leads ${detail}`;
  return [
    ...(diagnosis.typo === 'too-long' ? [html`Longer than any server accepts, so not the address of a page.`] : []),
    ...(own === undefined ? [] : [html`Page: ${fileLink(page, own.file, own.line)} (${own.kind})`]),
    ...(rule === undefined
      ? []
      : [html`Redirect: ${fileLink(page, rule.file, rule.line)}: ${rule.from} → ${rule.to} ${rule.status}${leads}`]),
    ...undecided.map((entry) => html`Undecided: ${describeUndecided(entry)}`),
    ...(past === undefined ? [] : timelineLines(past).map((line) => html`Past: ${withCommits(page, line)}`)),
    ...(gap === undefined ? [] : [html`History: ${gap}`]),
    ...(made === undefined ? [] : [html`It may be there all the same: ${made}.`]),
  ];
}
