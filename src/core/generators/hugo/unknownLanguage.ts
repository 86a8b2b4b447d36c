/**
 * Files such as `_index.fr.md` and `index.fr.md` where `fr` is no language of the site. Hugo before 0.123 takes them for the
 * page of their folder, whatever stands between `index` and the extension; later ones for a page of that very name.
 * Neither the files nor the configuration tell which Hugo builds the site, so both addresses are kept, as guesses.
 */
import { folderOf, type RepoPath } from '../../paths.ts';
import { logicalPath } from './slug.ts';
import type { ContentTree, Placed } from './tree.ts';

const bundleName = /^_?index\./i;

/** What is known of the pages of folders. */
export interface FolderPages {
  add(path: RepoPath, place: Placed): void;
  /** Whether a file is the page of a folder for all versions. */
  hasBundle(language: string, logical: string): boolean;
  /** The file in the folder of a page, or in one above, that makes it a mere resource for older versions. */
  doubtedLeafAround(place: Placed): RepoPath | undefined;
}

export function folderPages(): FolderPages {
  const bundles = new Set<string>();
  const doubted = new Map<string, RepoPath>();
  return {
    add(path, place) {
      if (place.type !== 'single') bundles.add(`${place.key}\0${place.logical}`);
      else if (isDoubtedBundle(place) && !place.name.startsWith('_')) doubted.set(logicalPath(place.folder), path);
    },
    hasBundle: (language, logical) => bundles.has(`${language}\0${logical}`),
    doubtedLeafAround({ folder }) {
      if (doubted.size === 0) return undefined;
      for (let at: string = logicalPath(folder); at !== ''; at = folderOf(at)) {
        const found = doubted.get(at);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** Whether a file is the page of its folder for older versions alone. */
function isDoubtedBundle({ type, name }: Pick<Placed, 'type' | 'name'>): boolean {
  return type === 'single' && bundleName.test(name);
}

/** Why the address of a page depends on the version of Hugo; `undefined` where all agree. */
export function guessOfBundle(path: RepoPath, place: Placed, tree: ContentTree): string | undefined {
  const bundle = isDoubtedBundle(place) ? path : tree.doubtedLeafAround(place);
  if (bundle === undefined) return undefined;
  return `Hugo before 0.123 takes ${bundle} for the page of its folder, later ones for a page of its own`;
}

/** The page of its folder that older versions make of such a file, where no other file is that page. */
export function folderPage(place: Placed, tree: ContentTree): Placed | undefined {
  if (!isDoubtedBundle(place)) return undefined;
  const written = place.folder === '' ? '' : `/${place.folder}`;
  const logical = place.logical.slice(0, place.logical.lastIndexOf('/'));
  if (logical === '' || tree.hasBundle(place.key, logical)) return undefined;
  return { ...place, type: 'leaf', written, logical, name: /^_/.test(place.name) ? '_index' : 'index' };
}
