/** Content that a site surely shows and no rule has an address for: said once, rather than left out in silence. */
import { contentExtension } from '../generators/shared/contentRoutes.ts';
import { inExampleFolder } from '../generators/shared/exampleFolder.ts';
import type { Note, Route } from '../model.ts';
import { below, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';

/** Fewer may be notes of the project itself. */
const enoughFiles = 5;

/** A site with so many times more Markdown than pages is made of it. */
const muchMore = 5;

const projectFile = /^(?:readme|license|changelog|contributing|code_of_conduct|security|support|agents|claude)\b/i;

const nothingFound =
  'No page of this site was found: its content may be fetched or made when it is built, or be reached by a symbolic link. Declare the folder it is in in .broken-backlinks.json, such as { "pages": { "content/**/*.md": "/{path}/" } }.';

/**
 * A note when a site has no page of its own, far fewer pages than Markdown, or pages whose addresses only its code
 * makes, and none of the Markdown below its folder has an address.
 */
export function unplacedContentNote(root: RepoPath, routes: readonly Route[], repo: Repo): Note | undefined {
  if (routes.some(({ file }) => contentExtension.test(file))) return undefined;
  const dynamic = routes.filter(({ kind }) => kind === 'dynamic').map(({ url }) => url);
  const pages = routes.filter(({ kind }) => kind === 'page' || kind === 'section' || kind === 'post').length;
  const counts = new Map<string, number>();
  for (const file of repo.files) {
    if (!isContentBelow(file, root)) continue;
    const folder = firstFolder(file, root);
    if (folder !== undefined) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most === undefined || most[1] < enoughFiles)
    return routes.some(isPublished) ? undefined : { message: nothingFound };
  const [folder, count] = most;
  if (dynamic.length === 0 && count < muchMore * pages) return undefined;
  const behind = dynamic[0] === undefined ? '' : `, perhaps those of ${dynamic.slice(0, 3).join(', ')}`;
  const pattern = `{ "pages": { "${folder}/**/*.{md,mdx}": "/{path}/" } }`;
  const message = `The addresses of ${count} Markdown files in ${folder} are made by code and are not known${behind}. Declare them in .broken-backlinks.json, such as ${pattern}.`;
  return { message };
}

function isContentBelow(file: RepoPath, root: RepoPath): boolean {
  const inside = contentExtension.test(file) ? below(file, root) : undefined;
  if (inside === undefined || projectFile.test(fileName(inside))) return false;
  return !/(?:^|\/)[._]/.test(inside) && !inExampleFolder(inside);
}

/** The folder right below the site's, or below its `src`. */
function firstFolder(file: RepoPath, root: RepoPath): string | undefined {
  const [first = '', second = ''] = (below(folderOf(file), root) ?? '').split('/');
  if (first === '') return undefined;
  return joinRepo(root, first === 'src' && second !== '' ? `src/${second}` : first);
}

function isPublished({ kind }: Route): boolean {
  return kind !== 'static' && kind !== 'generated';
}
