/**
 * A folder of HTML or Markdown that is served without a generator.
 *
 * - `a/b.html` is at `/a/b.html`, `a/index.html` at `/a/`.
 * - `a/b.md` is at `/a/b.html`, or at `/a/b/` when the folder's own links are written that way;
 *   `index.md`, or `README.md` where there is no other index, is the folder's page.
 * - Names that begin with `_` or `.` are not published. A `.nojekyll` file, or a workflow that uploads the folder, says
 *   that all is served as it is: nothing is left out, and Markdown is no page.
 * - A folder that a host publishes by its own files (`shared/hostedFolder.ts`) is served as it is, too.
 * - The address that most of its pages give as their own is the site's (`shared/namedByPages.ts`).
 * - Where a workflow publishes another folder, or nothing but a README or an `index.md` says that it is published, and no
 *   link to a page, its addresses are a guess.
 *
 * https://docs.github.com/en/pages/getting-started-with-github-pages/configuring-a-publishing-source-for-your-github-pages-site
 */
import type { Note, Route } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { pageTitle } from '../text/title.ts';
import { type DeployedFolder, deployedFolder } from './shared/deployedFolder.ts';
import type { DetectedSite, Generator, Permalinks } from './shared/generator.ts';
import { hostedFolder } from './shared/hostedFolder.ts';
import { namedByPages } from './shared/namedByPages.ts';
import { basePathOf } from './shared/siteAddress.ts';

/** Folders that hosts take as the site's root, the likeliest first. */
const publishedFolders = ['', 'docs', 'public', 'site', 'www', 'htdocs', 'html'];
const markdown = new Set(['.md', '.markdown']);
const html = new Set(['.html', '.htm']);
/** So many pages tell how the folder writes its links. */
const pagesAskedForLinks = 20;
/** So many pages tell the address of the site, those at the top first. */
const pagesAskedForAddress = 12;

export const plain: Generator = {
  id: 'plain',
  title: 'Plain folder',
  docs: 'https://docs.github.com/en/pages/getting-started-with-github-pages/configuring-a-publishing-source-for-your-github-pages-site',
  guesses: true,

  async detect(repo) {
    const deployed = await deployedFolder(repo);
    const named =
      deployed === undefined ? [] : detectFolder(deployed.folder, repo, { file: deployed.workflow, certainty: 0.48 });
    if (named.length > 0) return named;
    const hosted = await hostedFolder(repo);
    const by = hosted && { file: hosted.by, certainty: hosted.isNamed ? 0.46 : 0.39 };
    const found = [
      ...publishedFolders.flatMap((folder) => detectFolder(folder as RepoPath, repo)),
      ...(hosted ? detectFolder(hosted.folder, repo, by) : []),
    ].filter(({ root }) => root !== '' || deployed === undefined || deployed.folder === '' || hasIndex(root, repo));
    // One folder is published; the others belong to the project around it.
    const others = found.filter(({ root }) => root !== '' && hasIndexPage(root, repo));
    const [top] = found;
    if (top?.root === '' && others.length > 0 && (await isTemplate('' as RepoPath, repo))) return others.slice(0, 1);
    return found.sort((a, b) => b.certainty - a.certainty).slice(0, 1);
  },

  async open({ root }, repo) {
    const deployed = await deployedFolder(repo);
    const isUploaded = deployed?.folder === root && !deployed.isBuiltByPages;
    const isHosted = (await hostedFolder(repo))?.folder === root;
    const asIs = isUploaded || isHosted || repo.has(inFolder(root, '.nojekyll'));
    const pages = new Set(repo.files.filter((file) => isPage(file, root, asIs)));
    const links = await linksToMarkdown([...pages], repo);
    const pretty = links === 'folders';

    const address = await addressNamed([...pages], root, repo);
    const basePath = basePathOf(address?.url);
    return {
      address,
      basePath,
      staticRoots: [root],
      notes: await doubtsOf(root, { deployed, links }, repo),
      reads: (path) => (isPage(path, root, asIs) ? 'head' : undefined),
      routes: (file) => {
        const { url, kind } = placeOf(file.path, root, pretty, (path) => pages.has(path));
        return [{ url: builtUrl(basePath, url.slice(1)), file: file.path, kind, title: pageTitle(file) }];
      },
    };
  },
};

/**
 * The address that its pages give as their own, of which the first ones are asked. A host of its own (CNAME) is served at its
 * top, and pages that name another one were copied.
 */
async function addressNamed(pages: readonly RepoPath[], root: RepoPath, repo: Repo): Promise<Permalinks['address']> {
  if (repo.has(inFolder(root, 'CNAME'))) return undefined;
  const asked = pages.filter((page) => html.has(extensionOf(page))).sort((a, b) => a.length - b.length);
  const read = asked.slice(0, pagesAskedForAddress).map(async (file) => {
    return { url: placeOf(file, root, false, () => true).url, file, text: (await repo.readHead(file)) ?? '' };
  });
  return namedByPages(await Promise.all(read));
}

/** What makes it doubtful that the folder is published, and as it is; the plainest alone is said. */
async function doubtsOf(
  root: RepoPath,
  { deployed, links }: { readonly deployed: DeployedFolder | undefined; readonly links: LinkForm | undefined },
  repo: Repo,
): Promise<readonly Note[]> {
  const doubt = { doubtsAddresses: true, declarable: { below: root } } as const;
  const folder = root === '' ? 'this folder' : root;
  const guess = 'its addresses are a guess: those that GitHub Pages would give';
  if (deployed !== undefined && deployed.folder !== root) {
    const made = repo.files.some((file) => below(file, deployed.folder) !== undefined) ? '' : ', which a build makes';
    const message = `It publishes ${deployed.folder || 'the whole repository'}${made}, so what becomes of the files in ${folder} is not known, and ${guess}.`;
    return [{ ...doubt, file: deployed.workflow, message }];
  }
  if (deployed !== undefined) return [];
  const has = (name: string) => repo.has(inFolder(root, name));
  if (['index.html', 'index.htm', 'CNAME', '.nojekyll'].some(has)) return [];
  // Many a project keeps notes for its readers there, has a build of its own, or hands its files to another one.
  const index = has('index.md') ? 'index.md' : 'README.md';
  if (index === 'index.md' && links !== undefined) return [];
  const message = `Nothing but its ${index} says that ${folder} is published, so it may be no site, and ${guess}.`;
  return [{ ...doubt, file: inFolder(root, index), message }];
}

/** A README at the top is the page of no site that a workflow publishes from another folder. */
function hasIndex(root: RepoPath, repo: Repo): boolean {
  return ['index.html', 'index.htm', 'index.md'].some((name) => repo.has(inFolder(root, name)));
}

function hasIndexPage(root: RepoPath, repo: Repo): boolean {
  return ['index.html', 'index.htm'].some((name) => repo.has(inFolder(root, name)));
}

/** Whether its page wants a script that is not there: a program that puts the site together has one by that name. */
async function isTemplate(folder: RepoPath, repo: Repo): Promise<boolean> {
  const text = (await repo.read(inFolder(folder, 'index.html'))) ?? '';
  const scripts = [...text.matchAll(/<script\b[^>]*\bsrc=["']?(?!\w+:|\/\/)\/?([^"'\s>?#]+)/g)];
  return scripts.some(([, path = '']) => !repo.has(inFolder(folder, path)));
}

/** A file that says of a folder that it is published, and how sure that makes it. */
interface Witness {
  readonly file: RepoPath;
  readonly certainty: number;
}

function detectFolder(folder: RepoPath, repo: Repo, by?: Witness): readonly DetectedSite[] {
  const has = (name: string) => repo.has(inFolder(folder, name));
  const index = ['index.html', 'index.htm', 'index.md', 'README.md'].find(has);
  if (index === undefined) return [];
  const sign = ['CNAME', '.nojekyll'].find(has);
  const isHtml = html.has(extensionOf(index));
  // A README at the root says nothing: every project has one.
  if (index === 'README.md' && folder === '' && sign === undefined) return [];

  if (by !== undefined) {
    const because = `${inFolder(folder, index)}, which ${by.file} publishes`;
    return [{ generator: 'plain', root: folder, config: undefined, because, certainty: by.certainty }];
  }
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

function placeOf(
  path: RepoPath,
  root: RepoPath,
  pretty: boolean,
  isPublished: (path: RepoPath) => boolean,
): Pick<Route, 'url' | 'kind'> {
  const inside = below(path, root) ?? path;
  const folder = folderOf(inside);
  if (isIndex(path, isPublished)) return { url: builtUrl(folder, '/'), kind: folder === '' ? 'home' : 'section' };
  const name = fileName(inside);
  const served = html.has(extensionOf(name)) ? name : `${stemOf(path)}${pretty ? '/' : '.html'}`;
  return { url: builtUrl(folder, served), kind: 'page' };
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

type LinkForm = 'folders' | 'files';

/** Whether the folder's own links to its Markdown pages end in a slash or in `.html`, mostly; `undefined` without any. */
async function linksToMarkdown(pages: readonly RepoPath[], repo: Repo): Promise<LinkForm | undefined> {
  const names = new Set(pages.filter((page) => markdown.has(extensionOf(page))).map(stemOf));
  if (names.size === 0) return undefined;
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
  return directories > files ? 'folders' : files > 0 ? 'files' : undefined;
}

/** Links on the same site, in Markdown or HTML: their path without its extension, and `/` or `.html`. */
const linkTargets = /(?:\]\(|href=["'])(?![a-z]+:|\/\/)([^\s"'()?#]+?)(\/|\.html)(?=[\s"')?#])/g;

function stemOf(path: RepoPath): string {
  const name = fileName(path);
  return name.slice(0, name.length - extensionOf(name).length);
}
