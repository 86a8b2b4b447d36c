/** Files of the theme's `custom_dir` that are copied to the site as they are. */
import { below } from '../../paths.ts';
import type { MkdocsSettings } from './settings.ts';

/** What `Files.add_files_from_theme` leaves out: hidden names, templates, program code, Markdown. */
const leftOut = /(?:^|\/)\.|\.(?:py|pyc|html|md|markdown|mdown|mkdn|mkd)$|readme|^mkdocs_theme\.yml$|^locales\//i;

/** The asset's path on the site; `undefined` when the file is none. */
export function themeAsset({ themeDir }: MkdocsSettings, path: string): string | undefined {
  const inside = themeDir === undefined || themeDir === '' ? undefined : below(path, themeDir);
  return inside === undefined || leftOut.test(inside) ? undefined : inside;
}
