import { firstFolder } from '../../history/pastPages.ts';
import type { SuggestInput } from './world.ts';

/** The first folders of all addresses that the site has or had, or redirects; in lower case. */
export function firstFolders({ routes, ledger, known }: SuggestInput): Pick<ReadonlySet<string>, 'has'> {
  let folders: ReadonlySet<string> | undefined;
  return {
    has(folder) {
      folders ??= new Set(
        [...routes.map(({ url }) => url), ...known.map(({ from }) => from)].flatMap((url) => firstFolder(url) ?? []),
      );
      return folders.has(folder) || ledger.isFolder(folder);
    },
  };
}
