/**
 * Jupyter Book 1, which builds with Sphinx.
 *
 * - Beside `_config.yml` and `_toc.yml` `a/b.md`, `.ipynb` and `.rst` are at `/a/b.html`; the root of `_toc.yml` is
 *   where `/` leads.
 * - Documents that the table of contents does not name are built too, unless `only_build_toc_files` says otherwise;
 *   `exclude_patterns` leaves some out.
 *
 * https://jupyterbook.org/v1/customize/config.html
 * https://jupyterbook.org/v1/structure/toc.html
 */
import type { ContentFile, Note, Route } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { globTest, type PathTest } from '../text/glob.ts';
import { isSettings, type Settings, settingsAt, textOf, textsOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { readYaml } from '../text/yaml.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

const alwaysExcluded = ['_build', 'Thumbs.db', '.DS_Store', '**.ipynb_checkpoints'];

export const jupyterBook: Generator = {
  id: 'jupyter-book',
  title: 'Jupyter Book',
  docs: 'https://jupyterbook.org/v1/structure/toc.html',
  command: /\b(?:jupyter-book|jb) build\b/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, '_toc.yml')) {
      const root = folderOf(config);
      const files = tocFiles(readYaml((await repo.read(config)) ?? '').value);
      if (files.length === 0 || !repo.has(joinRepo(root, '_config.yml') ?? root)) continue;
      // Jekyll has a `_config.yml` as well, and no `_toc.yml`.
      const certainty = inExampleFolder(config) ? 0.4 : 0.97;
      found.push({ generator: 'jupyter-book', root, config, because: config, certainty });
    }
    return found;
  },

  open,
};

/** What the table of contents names, without extensions or with them, in its order; the root first. */
function tocFiles(toc: unknown): readonly string[] {
  if (Array.isArray(toc)) return toc.flatMap(tocFiles);
  if (!isSettings(toc)) return [];
  const own = [toc.root, toc.file, toc.glob].flatMap((name) => textOf(name) ?? []);
  return [...own, ...['parts', 'chapters', 'sections', 'entries', 'subtrees'].flatMap((key) => tocFiles(toc[key]))];
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const toc = config ?? joinRepo(root, '_toc.yml') ?? root;
  const file = joinRepo(root, '_config.yml') ?? root;
  const text = (await repo.read(file)) ?? '';
  const { value, problem } = readYaml(text);
  const settings = isSettings(value) ? value : {};
  const url = textOf(settingsAt(settings, 'html').baseurl);
  const basePath = basePathOf(url);
  const named = tocFiles(readYaml((await repo.read(toc)) ?? '').value);
  const documents = documentsOf(settings);
  const stemOf = stemsBy(documents);
  const isBuilt = builtTest(settings, named, stemOf);
  const home = stemOf(named[0] ?? 'index');
  const notes: Note[] = problem
    ? [{ file, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true }]
    : [];
  const insideOf = (path: RepoPath) => {
    const inside = documents.has(extensionOf(path)) ? below(path, root) : undefined;
    return inside === undefined || /(?:^|\/)(?:_build|\.)/.test(inside) ? undefined : inside;
  };
  const line = text.split('\n').findIndex((row) => /^\s+baseurl\s*:/.test(row)) + 1;
  return {
    address: url === undefined ? undefined : { url, file, line },
    isVersioned: url === undefined,
    basePath,
    staticRoots: [],
    notes,
    reads: (path) => (insideOf(path) === undefined ? undefined : 'head'),
    routes: (content) => routesOf(content, insideOf(content.path), { basePath, home, stemOf, isBuilt }),
    beside: madeFiles(['genindex.html', 'search.html', 'searchindex.js', 'objects.inv'], basePath, toc),
  };
}

/** Besides the usual ones, those that MyST-NB converts. https://myst-nb.readthedocs.io/en/latest/authoring/custom-formats.html */
function documentsOf(settings: Settings): ReadonlySet<string> {
  const custom = settingsAt(settingsAt(settingsAt(settings, 'sphinx'), 'config'), 'nb_custom_formats');
  return new Set(['.md', '.ipynb', '.rst', ...Object.keys(custom).map((suffix) => extensionOf(`a${suffix}`))]);
}

type Stem = (name: string) => string;

function stemsBy(documents: ReadonlySet<string>): Stem {
  return (name) => (documents.has(extensionOf(name)) ? name.slice(0, -extensionOf(name).length) : name);
}

/** Whether a document is built, by its path from the book. */
function builtTest(settings: Settings, named: readonly string[], stemOf: Stem): PathTest {
  const excluded = [...alwaysExcluded, ...textsOf(settings.exclude_patterns)].map((glob) => globTest(glob));
  const isExcluded = (path: string): boolean =>
    path !== '' && (excluded.some((test) => test(path)) || isExcluded(folderOf(path)));
  if (settings.only_build_toc_files !== true) return (path) => !isExcluded(path);
  const listed = named.map((name) => globTest(stemOf(name)));
  return (path) => !isExcluded(path) && listed.some((test) => test(stemOf(path)));
}

interface Book {
  readonly basePath: string;
  /** The root of the table of contents, without its extension. */
  readonly home: string;
  readonly stemOf: Stem;
  readonly isBuilt: PathTest;
}

function routesOf(file: ContentFile, inside: string | undefined, book: Book): readonly Route[] {
  const { basePath, home, stemOf, isBuilt } = book;
  if (inside === undefined) return [];
  const stem = stemOf(inside);
  const url = builtUrl(basePath, `${stem}.html`);
  const title = pageTitle(file);
  if (!isBuilt(inside)) return [{ url, file: file.path, kind: 'unpublished', title }];
  if (stem === 'index') return [{ url, file: file.path, kind: 'home', title }];
  const kind = fileName(stem) === 'index' ? 'section' : 'page';
  const page: Route = { url, file: file.path, kind, title };
  // A page at the top leads on to the first one.
  return stem === home ? [page, { url: builtUrl(basePath), file: file.path, kind: 'redirect', title }] : [page];
}
