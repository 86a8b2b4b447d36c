/** Content that a site surely shows and no rule has an address for: said once, rather than left out in silence. */
import { contentExtension } from '../generators/shared/contentRoutes.ts';
import type { Note, Route } from '../model.ts';
import { below, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { declareAdvice, isContentBelow } from './declareAdvice.ts';

/** Fewer may be notes of the project itself. */
const enoughFiles = 5;

/** A site with so many times more Markdown than pages is made of it. */
const muchMore = 5;

/** Sources of generators whose pages need no Markdown. */
const otherDocument = /\.(?:qmd|rmd|ipynb|rst)$/i;

const nothingFound =
  'No page of this site was found: its content may be fetched or made when it is built, or be reached by a symbolic link that leads out of the repository.';

/**
 * A note when a site has no page of its own, far fewer pages than Markdown, or pages whose addresses only its code
 * makes, and none of the Markdown below its folder has an address.
 */
export function unplacedContentNote(root: RepoPath, routes: readonly Route[], repo: Repo): Note | undefined {
  if (routes.some(({ file }) => contentExtension.test(file) || otherDocument.test(file))) return undefined;
  const dynamic = routes.filter(({ kind }) => kind === 'dynamic').map(({ url }) => url);
  const pages = routes.filter(({ kind }) => kind === 'page' || kind === 'section' || kind === 'post').length;
  const folders = new Map<string, RepoPath[]>();
  for (const file of repo.files) {
    const folder = isContentBelow(file, root) ? firstFolder(file, root) : undefined;
    if (folder === undefined) continue;
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [file]);
    else known.push(file);
  }
  const [most] = [...folders].sort(([, a], [, b]) => b.length - a.length);
  if (most === undefined || most[1].length < enoughFiles) {
    if (routes.some((route) => isPublished(route) || isCopiedPage(route))) return undefined;
    const [folder, few] = most ?? ['', []];
    return { message: [nothingFound, declareAdvice(few, folder)].join(' ').trim() };
  }
  const [folder, files] = most;
  if (dynamic.length === 0 && files.length < muchMore * pages) return undefined;
  const behind = dynamic[0] === undefined ? '' : `, perhaps those of ${dynamic.slice(0, 3).join(', ')}`;
  const advice = declareAdvice(files, folder, likelyAddress(folder, dynamic));
  const message = `The addresses of ${files.length} Markdown files in ${folder} are made by code and are not known${behind}. ${advice}`;
  return { message };
}

/** Below the page for every address that has the folder's name: `/docs/[...slug]/` for `docs`. */
function likelyAddress(folder: string, dynamic: readonly string[]): readonly string[] {
  return dynamic
    .flatMap((url) => {
      const [, prefix = '', slash = ''] = /^(.*\/)\[{1,2}\.{3}\w+\]{1,2}(\/?)$/.exec(url) ?? [];
      return prefix.endsWith(`/${fileName(folder)}/`) ? [`${prefix}{path}${slash}`] : [];
    })
    .slice(0, 1);
}

/** The folder right below the site's, or below its `src`. */
function firstFolder(file: RepoPath, root: RepoPath): string | undefined {
  const [first = '', second = ''] = (below(folderOf(file), root) ?? '').split('/');
  if (first === '') return undefined;
  return joinRepo(root, first === 'src' && second !== '' ? `src/${second}` : first);
}

/** HTML that is published as it lies, as Jekyll does without front matter. */
function isCopiedPage({ kind, file }: Route): boolean {
  return kind === 'static' && /\.html?$/i.test(file);
}

function isPublished({ kind }: Route): boolean {
  return kind !== 'static' && kind !== 'generated';
}
