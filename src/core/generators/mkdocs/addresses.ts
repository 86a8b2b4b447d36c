/**
 * Source path to address, as `mkdocs.structure.files.File` does it: the name is kept as it is written, `index` and
 * `README` are their folder's page, others a folder of their own or, without directory URLs, a `.html` file.
 */
import { extensionOf, fileName, folderOf } from '../../paths.ts';

/** These extensions exactly: `.MD` is a file to copy. */
const pageExtensions = ['.md', '.markdown', '.mdown', '.mkdn', '.mkd'];

export function isMarkdown(source: string): boolean {
  return pageExtensions.some((extension) => source.endsWith(extension));
}

export function isIndex(source: string): boolean {
  const stem = stemOf(source);
  return stem === 'index' || stem === 'README';
}

/** The address below the site's base path, without a leading slash. */
export function addressOf(source: string, directoryUrls: boolean): string {
  const folder = folderOf(source);
  const at = folder === '' ? '' : `${folder}/`;
  if (isIndex(source)) return directoryUrls ? at : `${at}index.html`;
  return directoryUrls ? `${at}${stemOf(source)}/` : `${at}${stemOf(source)}.html`;
}

function stemOf(source: string): string {
  const name = fileName(source);
  return name.slice(0, name.length - extensionOf(name).length);
}
