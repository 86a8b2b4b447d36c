/** Everything known about one broken page, as a page to be read: with links to files, commits and who links here. */
import { canBeRedirected } from '../../core/audit/fixMenu.ts';
import { timelineLines } from '../../core/history/timeline.ts';
import type { Backlink, BrokenPage } from '../../core/model.ts';
import { encodeUrl } from '../../core/paths.ts';
import { describeUndecided } from '../../core/redirects/simulate/undecidedText.ts';
import type { Finding } from '../../core/report/findings.ts';
import { message } from '../../core/report/report.ts';
import { count } from '../../core/wording/amounts.ts';
import { countsBySource } from '../../core/wording/countsBySource.ts';
import { commandAnchor, type Html, html, joinHtml, webAnchor } from '../../core/wording/htmlText.ts';
import { commandIds } from '../shared/manifest.ts';
import type { Page } from '../shown/pages.ts';
import { countsLine, describeReferrer, noReferrers, statusLine, worthLines } from './evidenceText.ts';
import { fileLink, htmlList, type PageOf, suggestionParts, withCommits } from './pageParts.ts';

/** `isOpen`: the finding waits for the user. */
export function evidencePage(finding: Finding, folder: string, isOpen: boolean): Page {
  const { broken, diagnosis, live } = finding;
  const path = encodeUrl(diagnosis.path);
  const page: PageOf = { folder, from: diagnosis.path, isOpen: isOpen && canBeRedirected(diagnosis) };
  const past = diagnosis.past ? timelineLines(diagnosis.past) : [];
  const parts: readonly (Html | undefined)[] = [
    html`<h1>${path}</h1><p>${webAnchor(broken.url)}<br>${statusLine(broken, live)}<br>${countsLine(broken)}${joinHtml(worthLines(broken).map((line) => html`<br>${line}`))}</p>`,
    html`<p>${withCommits(page, message(broken, live, diagnosis, false))}</p>`,
    html`<p>Shown in ${fileLink(page, finding.place.file, finding.place.line)}. ${commandAnchor('Explain this address', commandIds.explain, [folder, diagnosis.path])}</p>`,
    finding.removal === undefined ? undefined : html`<p>This page was ${finding.removal}.</p>`,
    html`<h2>Where it could lead</h2>`,
    ...suggestionParts(page, diagnosis, false),
    past.length === 0
      ? undefined
      : html`<h2>What became of it</h2>${htmlList(past.map((line) => withCommits(page, line)))}`,
    diagnosis.undecided === undefined
      ? undefined
      : html`<h2>What may redirect it already</h2>${htmlList(diagnosis.undecided.map((entry) => html`${describeUndecided(entry)}`))}`,
    ...linkParts(broken),
  ];
  return { title: `${path} — evidence`, body: joinHtml(parts.filter((part) => part !== undefined)) };
}

function linkParts(broken: BrokenPage): readonly (Html | undefined)[] {
  const { spellings, spellingLinks, counts, referrers } = broken;
  const linked = spellingLinks?.map(({ url, backlinks }) => html`${url}: ${count(backlinks, 'link')}`);
  return [
    spellings.length < 2
      ? undefined
      : html`<h2>Linked as</h2>${htmlList(linked ?? spellings.map((url) => html`${url}`))}`,
    counts === undefined
      ? undefined
      : html`<h2>Counted by</h2>${htmlList(countsBySource(counts).map((line) => html`${line}`))}`,
    html`<h2>Who links here, strongest first</h2>`,
    referrers.length === 0 ? html`<p>${noReferrers(broken)}</p>` : htmlList(referrers.map(referrerPart)),
  ];
}

function referrerPart(referrer: Backlink): Html {
  return html`${webAnchor(referrer.from)} <span class="note">${describeReferrer(referrer)}</span>`;
}
