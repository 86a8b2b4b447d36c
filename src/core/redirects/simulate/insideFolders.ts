/** Requests that a server makes of itself for the page of a folder, which its rules may answer. */
import type { Route } from '../../model.ts';
import { decodePath } from '../../paths.ts';
import type { HostSettings, RedirectContext } from '../format.ts';
import type { Host, HostRequest } from '../host.ts';

/** What the server asks itself for; empty where it asks nothing. */
export function insideFolder(
  {
    host: { folderPage, asksOfFolders },
    settings: { folderPages },
  }: { readonly host: Host; readonly settings: HostSettings },
  request: HostRequest,
  page: Route | undefined,
  { publishesBelow }: RedirectContext,
): readonly HostRequest[] {
  const { path } = request;
  if (folderPage === undefined || !path.endsWith('/') || request.sent !== undefined) return [];
  // `/a.html/` is the page of no folder.
  const isPage = page !== undefined && !/\.\w+$/.test(page.url);
  const isThere = isPage || (asksOfFolders === true && (path === '/' || publishesBelow?.(decodePath(path)) === true));
  if (!isThere) return [];
  return (folderPages ?? [folderPage]).map((name) => ({ ...request, path: path + name, sent: path }));
}

/** The first answer there is. */
export function firstOf<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Answer | undefined,
): Answer | undefined {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
