/** Asks for the page a redirect shall lead to, then for the place where it is written when there is a choice. */
import type { WorkspaceFolder } from 'vscode';
import type { Route, Suggestion } from '../../core/model.ts';
import { encodeUrl } from '../../core/paths.ts';
import type { Finding, Fix } from '../../core/report/findings.ts';
import type { DiagnosedAddress, Engine } from '../shared/engine.ts';
import { type Choice, choose, warn } from '../shown/messages.ts';
import { suggestionLine } from '../views/evidenceText.ts';

interface PageItem extends Choice {
  readonly page: Route;
}

/** Any published page of the site; what is suggested stands first. */
export async function pickPage(
  engine: Engine,
  folder: WorkspaceFolder,
  title: string,
  suggestions: readonly Suggestion[],
): Promise<Route | undefined> {
  const chosen = await choose(itemsOf(await engine.pages(folder), suggestions), {
    title,
    placeHolder: 'Type a part of the address, the title or the file',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.page;
}

export async function choosePage(engine: Engine, folder: WorkspaceFolder, finding: Finding): Promise<Fix | undefined> {
  const { diagnosis } = finding;
  const path = encodeUrl(diagnosis.path);
  const page = await pickPage(engine, folder, `Redirect ${path} to another page`, diagnosis.suggestions);
  if (page === undefined) return undefined;
  return choosePlace(await engine.fixesTo(folder, diagnosis, page), diagnosis, page);
}

/** Where a redirect is written: the only place, or the one the user picks. */
export async function choosePlace(
  fixes: readonly Fix[],
  { path: from }: DiagnosedAddress,
  page: Pick<Route, 'url'>,
): Promise<Fix | undefined> {
  const path = encodeUrl(from);
  if (fixes.length === 0) {
    void warn(`No redirect format of this site can lead ${path} to ${encodeUrl(page.url)}.`);
    return undefined;
  }
  if (fixes.length === 1) return fixes[0];
  const place = await choose(
    // The title of the box has the addresses, which would push the place behind the end of the row.
    fixes.map((fix) => ({ label: fix.where ?? fix.title, ...(fix.because && { detail: fix.because }), fix })),
    { title: `Where to write the redirect of ${path} to ${encodeUrl(page.url)}` },
  );
  return place?.fix;
}

/** What is suggested stands first, with its number. */
function itemsOf(pages: readonly Route[], suggested: readonly Suggestion[]): readonly PageItem[] {
  const suggestions = new Map(suggested.map((suggestion) => [suggestion.url, suggestion]));
  const items = pages.map((page) => {
    const suggestion = suggestions.get(page.url);
    return {
      page,
      label: suggestion ? suggestionLine(suggestion) : encodeUrl(page.url),
      description: page.title ?? '',
      detail: page.file,
    };
  });
  const rank = ({ page }: PageItem) => suggestions.get(page.url)?.confidence ?? -1;
  return items.sort((a, b) => rank(b) - rank(a) || (a.page.url < b.page.url ? -1 : 1));
}
