/** What the pages about an address are made of. */
import type { Evidence, Suggestion } from '../../core/model.ts';
import { encodeUrl, type RepoPath } from '../../core/paths.ts';
import type { Diagnosis } from '../../core/report/findings.ts';
import { confidence, strength } from '../../core/report/report.ts';
import { commandAnchor, type Html, html, joinHtml } from '../../core/wording/htmlText.ts';
import { commandIds } from '../shared/manifest.ts';

/** Which folder a page is about, and how its redirects are written: with these arguments and the target behind them. */
export interface PageOf {
  /** The address of the workspace folder. */
  readonly folder: string;
  readonly from: string;
  /** A redirect can help. */
  readonly isOpen: boolean;
}

export function htmlList(rows: readonly Html[], kind: 'plain' | 'points' = 'points'): Html {
  const items = joinHtml(rows.map((row) => html`<li>${row}</li>`));
  return kind === 'plain' ? html`<ul class="plain">${items}</ul>` : html`<ul>${items}</ul>`;
}

/** `content/guides/install.md:3`, which opens there. */
export function fileLink({ folder }: Pick<PageOf, 'folder'>, file: RepoPath, line?: number): Html {
  const name = line === undefined ? file : `${file}:${line}`;
  return commandAnchor(name, commandIds.openPlace, [folder, file, line ?? 1]);
}

/** Our own sentence, in which a commit (`in 1a2b3c4`) opens. */
export function withCommits({ folder }: Pick<PageOf, 'folder'>, text: string): Html {
  const parts = text.split(/(?<=\b(?:in|commit) )([0-9a-f]{7})(?=\b)/);
  return joinInline(
    parts.map((part, at) =>
      at % 2 === 1 ? commandAnchor(part, commandIds.openCommit, [folder, part]) : html`${part}`,
    ),
  );
}

function joinInline(parts: readonly Html[]): Html {
  return parts.reduce((all, part) => html`${all}${part}`, html``);
}

/** Every page it could lead to, with what speaks for it, and a link that writes the redirect. */
export function suggestionParts(page: PageOf, { suggestions }: Diagnosis, withWeights: boolean): readonly Html[] {
  if (suggestions.length === 0) return [html`<p>No page of this site is a good target.</p>`];
  const items = suggestions.map((suggestion) => suggestionPart(page, suggestion, withWeights));
  return [html`<ol>${joinHtml(items)}</ol>`];
}

function suggestionPart(page: PageOf, suggestion: Suggestion, withWeights: boolean): Html {
  const { url, file, evidence, doubt } = suggestion;
  const rows = [
    ...evidence.map((entry) => evidencePart(page, entry, withWeights)),
    ...(doubt === undefined ? [] : [html`not strong: ${doubt}`]),
  ];
  const write = page.isOpen
    ? html` <br>${commandAnchor('Write This Redirect', commandIds.writeTo, [page.folder, page.from, url])}`
    : html``;
  return html`<li><strong>${encodeUrl(url)}</strong> ${confidence(suggestion)} ${strength(suggestion)}, ${fileLink(page, file)}${write}${htmlList(rows)}</li>`;
}

function evidencePart(page: PageOf, { weight, kind, text }: Evidence, withWeights: boolean): Html {
  const said = withCommits(page, text);
  return withWeights ? html`<span class="weight">+${weight.toFixed(2)}</span> ${kind}: ${said}` : said;
}
