/**
 * Docsify: one page, `index.html` with `$docsify`, that shows the Markdown files.
 *
 * - Behind `#`, as it is set by itself, no page has an address that a server sees: `/#/guide` is `/`.
 * - With `routerMode: 'history'` `a/b.md` is at `/a/b`, `README.md` (or `homepage`) at its folder.
 * - The files themselves are served as they are: `/a/b.md`.
 *
 * https://docsify.js.org/#/configuration?id=routermode
 */
import type { ContentFile, Note, Route, RouteKind } from '../model.ts';
import { below, builtUrl, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { withoutMarkupComments } from '../text/markup/comments.ts';
import { pageTitle } from '../text/title.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import type { DetectedSite, Generator, Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';

/** What it shows first, or beside the text; with languages each folder has its own. */
const shown = new Set(['README.md', '_sidebar.md', '_navbar.md', 'home.md']);

const sign = /\$docsify\b|\/docsify(?:@[\w.-]+)?\/|\bdocsify(?:\.min)?\.js/;

export const docsify: Generator = {
  id: 'docsify',
  title: 'Docsify',
  docs: 'https://docsify.js.org/#/configuration?id=routermode',
  command: /\bdocsify (?:serve|start)\b/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, 'index.html')) {
      const root = folderOf(config);
      // One that shows nothing beside it is of another program.
      if (!repo.files.some((file) => below(file, root) !== undefined && shown.has(fileName(file)))) continue;
      if (!sign.test((await repo.read(config)) ?? '')) continue;
      const certainty = inExampleFolder(config) ? 0.4 : 0.9;
      found.push({ generator: 'docsify', root, config, because: config, certainty });
    }
    return found;
  },

  open,
};

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? joinRepo(root, 'index.html') ?? root;
  const text = withoutMarkupComments((await repo.read(file)) ?? '').replace(/^[ \t]*\/\/.*$/gm, '');
  const isHistory = /\brouterMode["']?\s*:\s*["'`]history["'`]/.test(text);
  const homepage = /\bhomepage["']?\s*:\s*["'`]([^"'`\s]+)["'`]/.exec(text)?.[1] ?? 'README.md';
  const line = text.split('\n').findIndex((row) => row.includes('$docsify')) + 1;
  const notes: Note[] = isHistory ? [] : [{ file, line, message: behindHash }];
  const isShown = (path: RepoPath) => {
    const inside = below(path, root);
    return inside?.endsWith('.md') === true && !/(?:^|\/)[._]/.test(inside);
  };
  return {
    basePath: '/',
    staticRoots: [root],
    leavesOut: (path) => path === file,
    notes,
    reads: (path) => (isHistory && isShown(path) ? 'head' : undefined),
    routes: (content) => (isShown(content.path) ? [routeOf(content, root, homepage)] : []),
    // The page is the configuration as well, so that it counts as a whole.
    complete: (routes) => [...routes, { url: builtUrl('/'), file, kind: 'home' }],
  };
}

const behindHash =
  'Docsify shows every page at one address, behind a # that no server sees: a link to /#/guide is a link to /, and no redirect can lead elsewhere by what follows the #. Of the other addresses only the files themselves (/guide.md) are there.';

function routeOf(file: ContentFile, root: RepoPath, homepage: string): Route {
  const inside = below(file.path, root) ?? '';
  const isHome = inside === homepage;
  const isIndex = fileName(inside) === 'README.md' && inside !== 'README.md';
  const path = isHome ? '/' : isIndex ? `${folderOf(inside)}/` : inside.slice(0, -'.md'.length);
  const kind: RouteKind = isHome ? 'page' : isIndex ? 'section' : 'page';
  return { url: builtUrl(path), file: file.path, kind, title: pageTitle(file) };
}
