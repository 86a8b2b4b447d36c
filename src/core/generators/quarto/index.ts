/**
 * Quarto websites and books.
 *
 * - `a/b.qmd`, `.ipynb`, `.md` and `.Rmd` are at `/a/b.html`, `index` at its folder; `output-file` gives another name.
 * - Names that begin with `_` or `.`, `README`, the output folder and folders with a project of their own are left out;
 *   `project.render` lists what is rendered, `!` what is not. Of a book its chapters are.
 * - babelquarto renders a project in several languages: `languages.ts`; profiles render it once more: `profiles.ts`.
 * - A document without an HTML format has no page. `aliases` of the front matter are pages that lead on.
 *
 * https://quarto.org/docs/projects/quarto-projects.html#render-targets
 * https://quarto.org/docs/reference/projects/websites.html
 */
import type { ContentFile, Note, Route, RouteKind } from '../../model.ts';
import {
  below,
  builtUrl,
  extensionOf,
  fileName,
  folderOf,
  joinRepo,
  type RepoPath,
  type UrlPath,
} from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { globTest, type PathTest } from '../../text/glob.ts';
import { flagOf, isSettings, type Settings, settingsAt, textOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { readYaml } from '../../text/yaml.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { type Rendering, renderingsOf } from './languages.ts';
import { broughtByProfiles } from './profiles.ts';

const configNames = ['_quarto.yml', '_quarto.yaml'];
const inputs = /\.(?:qmd|ipynb|md|rmd)$/i;

export const quarto: Generator = {
  id: 'quarto',
  title: 'Quarto',
  docs: 'https://quarto.org/docs/projects/quarto-projects.html#render-targets',
  command: /\bquarto (?:render|publish)\b|\bquarto-actions\//,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, ...configNames)) {
      const { settings } = await readConfig(config, repo);
      if (kindOf(settings) === undefined) continue;
      const certainty = inExampleFolder(config) ? 0.4 : 0.95;
      found.push({ generator: 'quarto', root: folderOf(config), config, because: config, certainty });
    }
    return found;
  },

  open,
};

/** Types of projects that extensions add are kinds of websites; documents of no site are `default`. */
function kindOf(settings: Settings): 'book' | 'website' | undefined {
  const type = textOf(settingsAt(settings, 'project').type);
  if (type === 'book' || (type !== 'website' && isSettings(settings.book))) return 'book';
  return type === 'website' || isSettings(settings.website) ? 'website' : undefined;
}

async function readConfig(file: RepoPath, repo: Repo) {
  const text = (await repo.read(file)) ?? '';
  const { value, problem } = readYaml(text);
  return { text, problem, settings: isSettings(value) ? value : {} };
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? joinRepo(root, '_quarto.yml') ?? root;
  const { text, problem, settings } = await readConfig(file, repo);
  const kind = kindOf(settings) ?? 'website';
  const site = settingsAt(settings, kind);
  const url = textOf(site['site-url']);
  const basePath =
    textOf(site['site-path']) === undefined ? basePathOf(url) : basePathOf(textOf(site['site-path']), 'path');
  const renderings = renderingsOf(settings, kind, renderedTest(settings, kind), (path) =>
    repo.has((joinRepo(root, path) ?? path) as RepoPath),
  );
  const nested = filesNamed(repo, ...configNames).flatMap((other) =>
    other !== file && below(other, root) !== undefined ? [folderOf(other)] : [],
  );
  const isInput = (path: RepoPath) => {
    const inside = below(path, root);
    return inside !== undefined && inputs.test(path) && isShown(inside) && !nested.some((each) => below(path, each));
  };
  const brought = await broughtByProfiles(root, settings, basePath, repo);
  const notes: Note[] = problem
    ? [{ file, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true }]
    : [];
  return {
    address: url === undefined ? undefined : { url, file, line: lineOf(text, 'site-url') },
    basePath,
    staticRoots: [root],
    leavesOut: (path) => inputs.test(path) || !isShown(below(path, root) ?? ''),
    notes,
    reads: (path) => (isInput(path) ? 'head' : undefined),
    routes: (content) => {
      if (!isInput(content.path)) return [];
      const inside = below(content.path, root) ?? '';
      const all = renderings(inside);
      const unpublished = { as: inside, folder: '', language: undefined, isFallback: false };
      if (all.length === 0 || !hasPage(content.frontMatter.data.format)) {
        return [{ ...pageOf(content, unpublished, basePath), kind: 'unpublished' }];
      }
      return all.flatMap((rendering) => routesOf(content, rendering, basePath));
    },
    ...(brought && { brought }),
    beside: madeFiles(['search.json', ...(url === undefined ? [] : ['sitemap.xml', 'robots.txt'])], basePath, file),
  };
}

function isShown(inside: string): boolean {
  return !/(?:^|\/)[_.]|(?:^|\/)README\.(?:[rq]?md)$/i.test(inside);
}

/** Whether a source is rendered, by its path from the project. */
function renderedTest(settings: Settings, kind: 'book' | 'website'): PathTest {
  const project = settingsAt(settings, 'project');
  const output = textOf(project['output-dir']) ?? (kind === 'book' ? '_book' : '_site');
  const isMade = (path: string) => below(path, output.replace(/^\.?\/+|(?<!\/)\/+$/g, '')) !== undefined;
  if (kind === 'book') {
    const chapters = new Set(['index.qmd', 'index.md', 'index.ipynb', 'index.Rmd', ...chaptersOf(settings.book)]);
    return (path) => chapters.has(path);
  }
  const written = Array.isArray(project.render) ? project.render.flatMap((entry) => textOf(entry) ?? []) : [];
  const wanted = written.filter((glob) => !glob.startsWith('!')).map(renderGlob);
  const unwanted = written.filter((glob) => glob.startsWith('!')).map((glob) => renderGlob(glob.slice(1)));
  return (path) =>
    !isMade(path) && (wanted.length === 0 || wanted.some((test) => test(path))) && !unwanted.some((test) => test(path));
}

/** A name without a slash counts in every folder; a folder takes all it holds with it. */
function renderGlob(written: string): PathTest {
  const glob = written.replace(/^\.\//, '').replace(/\/$/, '/**');
  const everywhere =
    !glob.startsWith('/') && !glob.includes('/') && /[*?]/.test(glob) ? `**/${glob}` : glob.replace(/^\//, '');
  const test = globTest(everywhere);
  return (path) => test(path) || below(path, everywhere) !== undefined;
}

/** Every file that the parts, chapters and appendices name. */
function chaptersOf(book: unknown): readonly string[] {
  if (Array.isArray(book)) return book.flatMap(chaptersOf);
  if (isSettings(book)) {
    return ['chapters', 'appendices', 'part', 'file', 'href'].flatMap((key) => chaptersOf(book[key]));
  }
  return typeof book === 'string' && inputs.test(book) ? [book.replace(/^\.?\//, '')] : [];
}

function routesOf(file: ContentFile, rendering: Rendering, basePath: string): readonly Route[] {
  const page = pageOf(file, rendering, basePath);
  if (flagOf(file.frontMatter.data.draft) === true) return [{ ...page, kind: 'draft', key: 'draft' }];
  const base = builtUrl(basePath, rendering.folder, '/');
  return [page, ...feedOf(file, page), ...aliasesOf(file, folderOf(rendering.as), base)];
}

function pageOf(file: ContentFile, { as, folder, language, isFallback }: Rendering, basePath: string): Route {
  const within = folderOf(as);
  const stem = fileName(as).slice(0, -extensionOf(as).length);
  const written = textOf(file.frontMatter.data['output-file']);
  const name = (written ?? stem).replace(/\.html$/, '');
  const url = builtUrl(basePath, folder, within, name === 'index' ? '/' : `${name}.html`);
  const shown: RouteKind = name !== 'index' ? 'page' : folder === '' && within === '' ? 'home' : 'section';
  return {
    url,
    file: file.path,
    kind: isFallback ? 'fallback' : shown,
    title: pageTitle(file),
    language,
    key: written === undefined ? undefined : 'output-file',
  };
}

/** A listing may have a feed, beside the page. https://quarto.org/docs/websites/website-listings.html#feeds */
function feedOf({ path, frontMatter }: ContentFile, { url }: Route): readonly Route[] {
  const { listing } = frontMatter.data;
  const listings = (Array.isArray(listing) ? listing : [listing]).filter(isSettings);
  if (!listings.some(({ feed }) => feed !== undefined && feed !== false)) return [];
  const stem = url.endsWith('/') ? `${url}index` : url.replace(/\.html$/, '');
  return [{ url: `${stem}.xml` as UrlPath, file: path, kind: 'generated' }];
}

/** With formats of its own, a document is a page where one of them makes HTML. */
function hasPage(format: unknown): boolean {
  const named = typeof format === 'string' ? [format] : isSettings(format) ? Object.keys(format) : [];
  return named.length === 0 || named.some((name) => /(?:^|[-+])(?:html|revealjs|dashboard|slidy|s5)\b/.test(name));
}

/** Below the folder of the page, or from the top with a slash; without an extension they are folders. */
function aliasesOf({ path, frontMatter }: ContentFile, folder: string, basePath: string): readonly Route[] {
  const { aliases } = frontMatter.data;
  const written = Array.isArray(aliases) ? aliases.flatMap((entry) => textOf(entry) ?? []) : [];
  return written.flatMap((alias): readonly Route[] => {
    const [from = ''] = alias.split('#');
    const target = from.startsWith('/') ? joinRepo(from.slice(1)) : joinRepo(folder, from);
    // An alias of an anchor on the page itself leads nowhere else.
    if (from === '' || target === undefined) return [];
    const isFile = !from.endsWith('/') && extensionOf(target) !== '' && fileName(target) !== 'index.html';
    const place = isFile ? target : `${target.replace(/(?:^|\/)index\.html$/, '')}/`;
    return [{ url: builtUrl(basePath, place), file: path, kind: 'redirect', key: 'aliases' }];
  });
}

function lineOf(text: string, key: string): number {
  return text.split('\n').findIndex((row) => row.trimStart().startsWith(`${key}:`)) + 1;
}
