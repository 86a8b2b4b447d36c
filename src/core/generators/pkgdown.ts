/**
 * pkgdown, for packages of R.
 *
 * - `man/NAME.Rd` is at `/reference/NAME.html`; other names of the topic (`\alias`) lead there where the site has an address.
 * - `vignettes/a/NAME.Rmd` (also `.qmd`, `.rmd`) is at `/articles/a/NAME.html`, `vignettes/articles/NAME.Rmd` at
 *   `/articles/NAME.html`; names that begin with `_` and `vignettes/tutorials` are left out.
 * - `NEWS.md` is at `/news/`, `README.md` or `index.md` the first page, other Markdown beside them and in `.github` at `/NAME.html`.
 * - With `development: mode: devel` all of it is below `/dev/`; with `auto` it is while the package has a version of four parts.
 *
 * https://pkgdown.r-lib.org/articles/pkgdown.html
 * https://pkgdown.r-lib.org/reference/build_site.html#development-mode
 */
import type { ContentFile, Note, Route, RouteKind } from '../model.ts';
import { below, builtUrl, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { isSettings, settingsAt, textOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { readYaml } from '../text/yaml.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

export const pkgdown: Generator = {
  id: 'pkgdown',
  title: 'pkgdown',
  docs: 'https://pkgdown.r-lib.org/articles/pkgdown.html',
  command: /\bpkgdown::(?:build_site|deploy_|build_articles|build_reference)/,
  detect,
  open,
};

/** Beside the description of the package, in `pkgdown/` or in `inst/`. */
async function detect(repo: Repo): Promise<readonly DetectedSite[]> {
  const found: DetectedSite[] = [];
  for (const config of filesNamed(repo, '_pkgdown.yml', '_pkgdown.yaml')) {
    const folder = folderOf(config);
    const inside = /^(?:(.*)\/)?(?:pkgdown|inst)$/.exec(folder);
    const root = [folder, ...(inside === null ? [] : [(inside[1] ?? '') as RepoPath])].find((place) =>
      repo.has(joinRepo(place, 'DESCRIPTION') ?? place),
    );
    if (root === undefined) continue;
    const certainty = inExampleFolder(config) ? 0.4 : 0.95;
    found.push({ generator: 'pkgdown', root, config, because: config, certainty });
  }
  return found;
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? (joinRepo(root, '_pkgdown.yml') as RepoPath);
  const text = (await repo.read(file)) ?? '';
  const { value, problem } = readYaml(text);
  const settings = isSettings(value) ? value : {};
  const url = textOf(settings.url);
  const development = settingsAt(settings, 'development');
  const mode = textOf(development.mode);
  const inDevelopment = mode === 'devel' ? `${textOf(development.destination) ?? 'dev'}/` : '';
  const basePath = builtUrl(basePathOf(url), inDevelopment);
  const home = ['pkgdown/index.md', 'index.md', 'README.md']
    .map((name) => joinRepo(root, name))
    .find((path) => path !== undefined && repo.has(path));
  const placeOf = (path: RepoPath) => placeBelow(path, root, home);
  const line = text.split('\n').findIndex((row) => /^url\s*:/.test(row)) + 1;
  const notes: Note[] = problem === undefined ? [] : [{ file, ...problem, doubtsAddresses: true }];
  return {
    address: url === undefined ? undefined : { url, file, line },
    // By the version of the package, which is that of the last release most of the time, and another one in between.
    isVersioned: mode === 'auto',
    basePath,
    staticRoots: [joinRepo(root, 'pkgdown/assets') ?? root],
    notes,
    reads(path) {
      const place = placeOf(path);
      if (place === undefined) return undefined;
      return place.kind === 'topic' ? 'whole' : 'head';
    },
    routes(content) {
      const place = placeOf(content.path);
      return place === undefined ? [] : routesOf(content, place, basePath, url !== undefined);
    },
    beside: madeFiles(
      ['reference/index.html', 'articles/index.html', 'news/index.html', 'authors.html', 'LICENSE-text.html', ...made],
      basePath,
      file,
    ),
  };
}

const made = ['404.html', 'sitemap.xml', 'search.json', 'pkgdown.yml', 'reference/', 'articles/'];

interface Place {
  readonly kind: 'topic' | 'article' | 'news' | 'home' | 'text';
  /** Below the base of the site. */
  readonly path: string;
}

/** Where pkgdown puts a file; `undefined` for what it makes no page of. */
function placeBelow(path: RepoPath, root: RepoPath, home: RepoPath | undefined): Place | undefined {
  if (path === home) return { kind: 'home', path: '' };
  const inside = below(path, root);
  if (inside === undefined) return undefined;
  const topic = /^man\/([^/]+)\.Rd$/.exec(inside)?.[1];
  if (topic !== undefined)
    return { kind: 'topic', path: `reference/${topic === 'index' ? 'index-topic' : topic}.html` };
  const article = /^vignettes\/(.+)\.[Rrq]md$/.exec(inside)?.[1];
  if (article !== undefined) {
    if (fileName(article).startsWith('_') || /^tutorials(?:\/|$)/.test(folderOf(article))) return undefined;
    return { kind: 'article', path: `articles/${article.replace(/^articles\//, '')}.html` };
  }
  if (inside === 'NEWS.md') return { kind: 'news', path: 'news/' };
  const text = /^(?:\.github\/)?([^/]+)\.md$/.exec(inside)?.[1];
  if (text === undefined || notRendered.test(text)) return undefined;
  return { kind: 'text', path: `${text === 'LICENCE' ? 'LICENSE' : text}.html` };
}

const notRendered = /^(?:README|NEWS|index|issue_template|pull_request_template|cran-comments)$/;

function routesOf(file: ContentFile, { kind, path }: Place, basePath: string, hasUrl: boolean): readonly Route[] {
  const kinds: Readonly<Record<Place['kind'], RouteKind>> = {
    topic: 'page',
    article: 'page',
    news: 'section',
    home: 'home',
    text: 'page',
  };
  const text = file.text ?? '';
  const title = kind === 'topic' ? /^\\title\{(.*)\}\s*$/m.exec(text)?.[1] : pageTitle(file);
  const page: Route = { url: builtUrl(basePath, path), file: file.path, kind: kinds[kind], title };
  if (!hasUrl) return [page];
  // Where articles were before pkgdown moved those of `vignettes/articles` up.
  if (kind === 'article' && /(?:^|\/)vignettes\/articles\//.test(file.path))
    return [page, { url: builtUrl(basePath, 'articles', path), file: file.path, kind: 'redirect' }];
  if (kind !== 'topic') return [page];
  const name = /^\\name\{(.*)\}\s*$/m.exec(text)?.[1];
  const names = [...text.matchAll(/^\\alias\{([^{}]*)\}/gm)].map(([, alias = '']) => alias.replace(/\\(.)/g, '$1'));
  const others = new Set(
    names.filter((other) => other !== name && isFileName(other) && `reference/${other}.html` !== path),
  );
  return [
    page,
    ...[...others].map(
      (other): Route => ({
        url: builtUrl(basePath, `reference/${other}.html`),
        file: file.path,
        kind: 'redirect',
        key: 'alias',
      }),
    ),
  ];
}

/** What every system allows in the name of a file. */
function isFileName(name: string): boolean {
  return name !== '' && !/[/?<>\\:*|"]|^\.+$/.test(name) && !/[ .]$/.test(name);
}
