/**
 * A folder of HTML or Markdown that is served without a generator.
 *
 * - `a/b.html` is at `/a/b.html`, `a/index.html` at `/a/`.
 * - `a/b.md` is at `/a/b.html`, or at `/a/b/` when the folder's own links are written that way;
 *   `index.md`, or `README.md` where there is no other index, is the folder's page.
 * - Names that begin with `_` or `.` are not published. A `.nojekyll` file says that all is served as it is:
 *   nothing is left out, and Markdown is no page.
 *
 * https://docs.github.com/en/pages/getting-started-with-github-pages/configuring-a-publishing-source-for-your-github-pages-site
 */
import type { ContentFile, Note, Route } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { pageTitle } from '../text/title.ts';
import type { DetectedSite, Generator } from './shared/generator.ts';

/** Folders that hosts take as the site's root, the likeliest first. */
const publishedFolders = ['', 'docs', 'public', 'site', 'www', 'htdocs', 'html'];
const markdown = new Set(['.md', '.markdown']);
const html = new Set(['.html', '.htm']);
/** So many pages tell how the folder writes its links. */
const pagesAskedForLinks = 20;

export const plain: Generator = {
  id: 'plain',
  title: 'Plain folder',
  docs: 'https://docs.github.com/en/pages/getting-started-with-github-pages/configuring-a-publishing-source-for-your-github-pages-site',
  guesses: true,

  async detect(repo) {
    const found = publishedFolders.flatMap((folder) => detectFolder(folder as RepoPath, repo));
    // One folder is published; the others belong to the project around it.
    return found.sort((a, b) => b.certainty - a.certainty).slice(0, 1);
  },

  async open({ root }, repo) {
    const asIs = repo.has(inFolder(root, '.nojekyll'));
    const pages = new Set(repo.files.filter((file) => isPage(file, root, asIs)));
    const pretty = await linksAreDirectories([...pages], repo);

    return {
      basePath: '/',
      staticRoots: [root],
      notes: isToldByReadme(root, repo) ? [readmeNote(root)] : [],
      reads: (path) => (isPage(path, root, asIs) ? 'head' : undefined),
      routes: (file) => [routeOf(file, root, pretty, (path) => pages.has(path))],
    };
  },
};

/** Many a project keeps notes for its readers there, and publishes something else. */
function isToldByReadme(root: RepoPath, repo: Repo): boolean {
  const signs = ['index.html', 'index.htm', 'index.md', 'CNAME', '.nojekyll'];
  return !signs.some((name) => repo.has(inFolder(root, name)));
}

function readmeNote(root: RepoPath): Note {
  const message = `Nothing but its README says that ${root} is published, so it may be no site, and its addresses are a guess: those that GitHub Pages would give.`;
  return { file: inFolder(root, 'README.md'), message, doubtsAddresses: true, declarable: { below: root } };
}

function detectFolder(folder: RepoPath, repo: Repo): readonly DetectedSite[] {
  const has = (name: string) => repo.has(inFolder(folder, name));
  const index = ['index.html', 'index.htm', 'index.md', 'README.md'].find(has);
  if (index === undefined) return [];
  const sign = ['CNAME', '.nojekyll'].find(has);
  const isHtml = html.has(extensionOf(index));
  // A README at the root says nothing: every project has one.
  if (index === 'README.md' && folder === '' && sign === undefined) return [];

  const certainty = sign !== undefined ? 0.45 : isHtml ? 0.35 : folder === 'docs' || index === 'index.md' ? 0.25 : 0.15;
  const because = [index, sign].filter((name) => name !== undefined).map((name) => inFolder(folder, name));
  return [{ generator: 'plain', root: folder, config: undefined, because: because.join(' and '), certainty }];
}

function inFolder(folder: RepoPath, name: string): RepoPath {
  return joinRepo(folder, name) as RepoPath;
}

function isPage(path: RepoPath, root: RepoPath, asIs: boolean): boolean {
  const inside = below(path, root);
  if (inside === undefined) return false;
  const extension = extensionOf(path);
  if (asIs) return html.has(extension);
  return (markdown.has(extension) || html.has(extension)) && !/(?:^|\/)[_.]/.test(inside);
}

function routeOf(file: ContentFile, root: RepoPath, pretty: boolean, isPublished: (path: RepoPath) => boolean): Route {
  const inside = below(file.path, root) ?? file.path;
  const folder = folderOf(inside);
  const name = fileName(inside);
  const stem = name.slice(0, name.length - extensionOf(name).length);
  const title = pageTitle(file);

  if (isIndex(file.path, isPublished)) {
    const kind = folder === '' ? 'home' : 'section';
    return { url: builtUrl(folder, '/'), file: file.path, kind, title };
  }
  const served = html.has(extensionOf(name)) ? name : pretty ? `${stem}/` : `${stem}.html`;
  return { url: builtUrl(folder, served), file: file.path, kind: 'page', title };
}

function isIndex(path: RepoPath, isPublished: (path: RepoPath) => boolean): boolean {
  const name = fileName(path);
  if (/^index\.(?:html?|md|markdown)$/.test(name)) return true;
  if (!/^readme\.(?:md|markdown)$/i.test(name)) return false;
  const folder = folderOf(path);
  return !['index.html', 'index.htm', 'index.md', 'index.markdown'].some((index) =>
    isPublished(inFolder(folder, index)),
  );
}

/** Whether the folder's own links to its Markdown pages end in a slash rather than in `.html`. */
async function linksAreDirectories(pages: readonly RepoPath[], repo: Repo): Promise<boolean> {
  const names = new Set(pages.filter((page) => markdown.has(extensionOf(page))).map(stemOf));
  if (names.size === 0) return false;
  let directories = 0;
  let files = 0;
  for (const page of pages.slice(0, pagesAskedForLinks)) {
    const text = (await repo.read(page)) ?? '';
    for (const [, path = '', extension] of text.matchAll(linkTargets)) {
      if (!names.has(fileName(path))) continue;
      if (extension === '/') directories++;
      else files++;
    }
  }
  return directories > files;
}

/** Links on the same site, in Markdown or HTML: their path without its extension, and `/` or `.html`. */
const linkTargets = /(?:\]\(|href=["'])(?![a-z]+:|\/\/)([^\s"'()?#]+?)(\/|\.html)(?=[\s"')?#])/g;

function stemOf(path: RepoPath): string {
  const name = fileName(path);
  return name.slice(0, name.length - extensionOf(name).length);
}
