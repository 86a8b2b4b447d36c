/**
 * Quartz 4: notes of Obsidian as a site.
 *
 * - `content/a/b.md` is at `/a/b`, `index.md` and `_index.md` at their folder; blanks become hyphens, `&` is `-and-`, `%`
 *   `-percent`, and `?` and `#` are left out. Other files are copied to names that are made so.
 * - `draft: true` is kept back, and with `ExplicitPublish` all that has no `publish: true`; so are `ignorePatterns`.
 * - Each folder has a list, and each tag one below `/tags/`. `permalink` is an address that leads to the page, as `aliases` are.
 *
 * The plugins that do this stand in quartz.config.ts, which is read as data, or in quartz.config.yaml of Quartz 5. That one
 * takes its rules from a package, of whatever version: names in small letters, and `a/a.md` is the page of `a`.
 *
 * https://quartz.jzhao.xyz/configuration https://www.npmjs.com/package/@quartz-community/utils
 */
import type { ContentFile, Note, Route, RouteKind } from '../model.ts';
import { below, builtUrl, decodePath, extensionOf, folderOf, joinRepo, type RepoPath, type UrlPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { doubtfulNote } from '../script/notes.ts';
import { configurationOf, scriptReader } from '../script/script.ts';
import { emptyObject, textValue, textValues, writtenProperty } from '../script/value.ts';
import { globsTest } from '../text/glob.ts';
import { isSettings, type Settings, settingsAt, textOf, textsOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { readYaml } from '../text/yaml.ts';
import { withoutGeneratedDoubles } from './shared/generatedRoutes.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { siteAddress } from './shared/siteAddress.ts';

export const quartz: Generator = {
  id: 'quartz',
  title: 'Quartz',
  docs: 'https://quartz.jzhao.xyz/configuration',
  command: /\bquartz build\b/,

  async detect(repo) {
    return filesNamed(repo, 'quartz.config.ts', 'quartz.config.yaml').flatMap((config): DetectedSite[] => {
      const root = folderOf(config);
      const beside = joinRepo(root, config.endsWith('.yaml') ? 'quartz.ts' : 'quartz.layout.ts');
      if (beside === undefined || !repo.has(beside)) return [];
      return [{ generator: 'quartz', root, config, because: config, certainty: 0.95 }];
    });
  },

  open,
};

interface Site {
  readonly content: RepoPath;
  readonly statics: RepoPath;
  readonly basePath: string;
  readonly isIgnored: (inside: string) => boolean;
  /** The plugins that the configuration calls. */
  readonly plugins: ReadonlySet<string>;
  readonly isFifth: boolean;
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? root;
  const text = (await repo.read(file)) ?? '';
  const isFifth = file.endsWith('.yaml');
  const told = isFifth ? fromYaml(text) : await fromScript(file, root, text, repo);
  // A site begins as a copy of Quartz's own, with its address.
  const address = told.address === 'quartz.jzhao.xyz' ? undefined : told.address;
  const named = siteAddress(address ?? '');
  const content = joinRepo(root, 'content') ?? root;
  const { host } = named;
  const paged = withoutPage(named.basePath, content, repo);
  const basePath = ofProject(host, paged);
  const test = globsTest(told.ignored.flatMap((pattern) => [pattern, `${pattern.replace(/(?<!\/)\/+$/, '')}/**`]));
  const site: Site = {
    content,
    statics: joinRepo(root, 'quartz/static') ?? root,
    basePath,
    isIgnored: (inside) => /(?:^|\/)\./.test(inside) || test(inside),
    plugins: told.plugins,
    isFifth,
  };
  const line = text.split('\n').findIndex((row) => /\bbaseUrl\s*:/.test(row)) + 1;
  return {
    address:
      address === undefined || host === undefined ? undefined : { url: `https://${host}${basePath}`, file, line },
    basePath,
    staticRoots: [],
    notes: [
      ...notesOf(site, file, repo, told.doubt),
      ...(basePath === paged ? [] : [projectNote(file, line, basePath)]),
    ],
    reads: (path) => {
      const place = placeOf(path, site);
      return place === undefined ? undefined : place.isPage ? 'head' : 'path';
    },
    routes: (content) => routesOf(content, site).map((route) => (isFifth ? { ...route, guess: fifth } : route)),
    complete: (routes) => {
      const tags: Route = { url: builtUrl(basePath, 'tags/'), file, kind: 'generated' };
      const missing: Route = { url: builtUrl(basePath, '404.html'), file, kind: 'generated' };
      const lists = [
        ...(site.plugins.has('TagPage') ? [tags] : []),
        ...(site.plugins.has('NotFoundPage') ? [missing] : []),
      ];
      return withoutGeneratedDoubles([...routes, ...lists]);
    },
    beside: madeFiles(
      ['index.xml', 'sitemap.xml', 'static/contentIndex.json', 'index.css', 'prescript.js', 'postscript.js'],
      basePath,
      file,
    ),
  };
}

/** People give the address of the page that they begin at; it stands in the map and the feeds alone, and moves no page. */
function withoutPage(basePath: UrlPath, content: RepoPath, repo: Repo): UrlPath {
  const parts = basePath.split('/').filter(Boolean);
  for (let count = 0; count < parts.length; count++) {
    const page = joinRepo(content, decodePath(parts.slice(count).join('/')));
    const isPage = page !== undefined && ['.md', '/index.md'].some((end) => repo.has((page + end) as RepoPath));
    if (isPage) return builtUrl(parts.slice(0, count).join('/'), '/');
  }
  return basePath;
}

/** GitHub Pages serves a project below its name alone, unless a workflow puts the site into a folder. */
function ofProject(host: string | undefined, basePath: UrlPath): UrlPath {
  const [project] = basePath.split('/').filter(Boolean);
  return project !== undefined && host?.toLowerCase().endsWith('.github.io') ? builtUrl(project, '/') : basePath;
}

function projectNote(file: RepoPath, line: number, basePath: UrlPath): Note {
  const message = `baseUrl in ${file} names a place deeper than GitHub Pages puts a project; addresses are given below ${basePath}. Where the site is in a folder of it, name its address in .broken-backlinks.json, such as { "site": "https://example.github.io/project/folder/" }.`;
  return { file, line, message, wantsAddress: true, doubtsAddresses: true };
}

const fifth = 'Quartz 5 takes its rules from a package, whose version is not told';

/** What a configuration tells. */
interface Told {
  readonly address: string | undefined;
  readonly ignored: readonly string[];
  readonly plugins: ReadonlySet<string>;
  readonly doubt?: Note | undefined;
}

async function fromScript(file: RepoPath, root: RepoPath, text: string, repo: Repo): Promise<Told> {
  const script = await scriptReader(repo, root).read(file);
  const value = script ? configurationOf(script) : emptyObject;
  const object = value.kind === 'object' ? value : emptyObject;
  const calls = withoutComments(text).matchAll(/\bPlugin\.(\w+)[ \t]*\(/g);
  return {
    address: textValue(writtenProperty(object, 'configuration', 'baseUrl')),
    ignored: textValues(writtenProperty(object, 'configuration', 'ignorePatterns')),
    plugins: new Set([...calls].map(([, name = '']) => name)),
    doubt: doubtfulNote('the configuration', value, 'the usual settings are assumed'),
  };
}

/** The packages of Quartz 5, as Quartz 4 calls its plugins. */
const packages: ReadonlyMap<string, string> = new Map([
  ['alias-redirects', 'AliasRedirects'],
  ['folder-page', 'FolderPage'],
  ['tag-page', 'TagPage'],
  ['remove-draft', 'RemoveDrafts'],
  ['explicit-publish', 'ExplicitPublish'],
]);

function fromYaml(text: string): Told {
  const { value } = readYaml(text);
  const settings = isSettings(value) ? value : {};
  const list: readonly unknown[] = Array.isArray(settings.plugins) ? settings.plugins : [];
  const used = list.filter(isSettings).filter(({ enabled }) => enabled !== false);
  const names = used.flatMap(({ source }) => packages.get((textOf(source) ?? '').replace(/^.*\//, '')) ?? []);
  const configuration = settingsAt(settings, 'configuration');
  return {
    address: textOf(configuration.baseUrl),
    ignored: textsOf(configuration.ignorePatterns),
    plugins: new Set([...names, 'NotFoundPage']),
  };
}

function notesOf(site: Site, file: RepoPath, repo: Repo, doubt: Note | undefined): readonly Note[] {
  const isThere = repo.files.some((path) => placeOf(path, site)?.isPage === true);
  const message = `${site.content} holds no note here: its build brings them there, and their pages are not known.`;
  return [
    ...(doubt === undefined ? [] : [doubt]),
    ...(isThere ? [] : [{ file, line: 1, message, doubtsAddresses: true }]),
  ];
}

/** Comments of whole lines, and what stands behind code. */
function withoutComments(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/(^|[^:"'`])\/\/.*$/, '$1'))
    .join('\n');
}

interface Place {
  readonly inside: string;
  readonly isPage: boolean;
  readonly isStatic: boolean;
}

function placeOf(path: RepoPath, { content, statics, isIgnored }: Site): Place | undefined {
  const copied = below(path, statics);
  if (copied !== undefined) return { inside: `static/${copied}`, isPage: false, isStatic: true };
  const inside = below(path, content);
  if (inside === undefined || isIgnored(inside)) return undefined;
  return { inside, isPage: inside.endsWith('.md'), isStatic: false };
}

function routesOf(file: ContentFile, site: Site): readonly Route[] {
  const place = placeOf(file.path, site);
  if (place === undefined) return [];
  const { inside, isPage, isStatic } = place;
  if (!isPage) {
    const name = isStatic ? inside : slugOfPath(inside, site);
    return [{ url: builtUrl(site.basePath, name), file: file.path, kind: 'static' }];
  }
  const { data } = file.frontMatter;
  const slug = slugOfPath(inside, site);
  const url = urlOf(slug, site);
  const isIndex = /(?:^|\/)index$/.test(slug);
  const kind = hiddenKind(data, site) ?? (slug === 'index' ? 'home' : isIndex ? 'section' : 'page');
  const page: Route = { url, file: file.path, kind, title: pageTitle(file) };
  if (kind === 'draft' || kind === 'unpublished') return [page];
  const made = (path: string): Route => ({ url: builtUrl(site.basePath, path), file: file.path, kind: 'generated' });
  return [
    page,
    ...(site.plugins.has('AliasRedirects') ? leading(data, slug, file, site) : []),
    ...(site.plugins.has('FolderPage') ? foldersOf(slug).map((folder) => made(`${folder}/`)) : []),
    ...(site.plugins.has('TagPage')
      ? tagsOf(data, site).map((tag) => ({ ...made(''), url: urlOf(`tags/${tag}`, site) }))
      : []),
  ];
}

function hiddenKind(data: Settings, { plugins }: Site): RouteKind | undefined {
  const isTrue = (value: unknown) => value === true || value === 'true';
  if (plugins.has('RemoveDrafts') && isTrue(data.draft)) return 'draft';
  return plugins.has('ExplicitPublish') && !isTrue(data.publish) ? 'unpublished' : undefined;
}

function urlOf(slug: string, { basePath }: Site): Route['url'] {
  return builtUrl(basePath, slug.replace(/(^|\/)index$/, '$1'));
}

/** `folder/My note & more.md` as `folder/My-note--and--more`; other files keep their extension. */
function slugOfPath(path: string, site: Site): string {
  const extension = extensionOf(path) === '' ? '' : path.slice(path.lastIndexOf('.'));
  const plain = sluggified(path.slice(0, path.length - extension.length), site).replace(/(^|\/)_index$/, '$1index');
  // The note of a folder.
  const slug = site.isFifth ? plain.replace(/(^|\/)([^/]+)\/\2$/, '$1$2/index') : plain;
  return extension === '.md' || extension === '.html' ? slug : slug + extension;
}

function sluggified(text: string, { isFifth }: Site): string {
  const plain = text.replace(/\s/g, '-').replace(/&/g, '-and-').replace(/%/g, '-percent');
  const kept = plain.replace(/[?#]/g, '').replace(/\/$/, '');
  return isFifth ? kept.replace(/[<>:"|*]/g, '').toLowerCase() : kept;
}

function foldersOf(slug: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = folderOf(slug); folder !== ''; folder = folderOf(folder))
    if (folder !== 'tags') folders.push(folder);
  return folders;
}

function tagsOf(data: Settings, site: Site): readonly string[] {
  return words(data.tags ?? data.tag).flatMap((tag) => {
    const parts = tag.split('/').map((part) => sluggified(part, site));
    return parts.map((_, end) => parts.slice(0, end + 1).join('/'));
  });
}

/** A list, or a text with commas. */
function words(value: unknown): readonly string[] {
  if (Array.isArray(value)) return textsOf(value);
  const text = textOf(value);
  return text === undefined ? [] : text.split(',').map((word) => word.trim());
}

/** `permalink` leads to the note as its aliases do, which are redirects of their own. */
function leading(data: Settings, slug: string, file: ContentFile, site: Site): readonly Route[] {
  const permalink = textOf(data.permalink);
  if (permalink === undefined || permalink === '') return [];
  const own = urlOf(slug, site);
  const url = urlOf(permalink.replace(/^\/+/, ''), site);
  return url === own ? [] : [{ url, file: file.path, kind: 'redirect' }];
}
