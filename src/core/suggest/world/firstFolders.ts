import type { UrlPath } from '../../paths.ts';
import type { SuggestInput } from './world.ts';

/** The first folders of all addresses that the site has or had, or redirects; in lower case. */
export function firstFolders({ routes, ledger, known }: SuggestInput): ReadonlySet<string> {
  const folders = new Set<string>();
  const add = (url: UrlPath): void => {
    const end = url.indexOf('/', 1);
    if (end > 0) folders.add(url.slice(1, end).toLowerCase());
  };
  for (const { url } of routes) add(url);
  for (const url of ledger.urls()) add(url);
  for (const { from } of known) add(from);
  return folders;
}
