/**
 * MkDocs and Zensical, with the plugins that decide addresses: Material's blog, static-i18n, exclude, monorepo, jupyter.
 *
 * - `docs/a/b.md` is at `/a/b/`, or `/a/b.html` without directory URLs; case and blanks are kept, nothing is slugified.
 * - `index.md` and `README.md` are their folder's page; beside an `index.md` a `README.md` is not published.
 * - Names that begin with a dot and the top-level `templates/` are hidden; being in `nav` makes no difference.
 *
 * https://www.mkdocs.org/user-guide/writing-your-docs/
 */
import type { ContentFile, Note, Route, RouteKind } from '../../model.ts';
import { below, builtUrl, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { pageTitle } from '../../text/title.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import {
  type DetectedSite,
  type Generator,
  madeFiles,
  type OpenOptions,
  type Permalinks,
} from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { navigationPlaces } from '../shared/navigation.ts';
import { configurationsNamed, redirectsNote } from '../shared/readTheDocs.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { addressOf, isIndex, isMarkdown } from './addresses.ts';
import { type Blog, blogIndex, blogsOf, isPost, readPost } from './blog.ts';
import { directoryUrlsOfBuild, isDeployedBare, isDeployedByMike } from './buildCommand.ts';
import { exclusionsOf } from './exclusions.ts';
import { genFilesPages } from './genFiles.ts';
import { localiser } from './languages.ts';
import { inheritedMeta } from './meta.ts';
import { mountsOf, sourceOf } from './mounts.ts';
import { notebookTest } from './notebooks.ts';
import { filesOfPlugins } from './pluginFiles.ts';
import { isYamlMap, type MkdocsSettings, readSettings } from './settings.ts';
import { themeAsset } from './theme.ts';
import { configNames, variantConfigs } from './variants.ts';
import { withViews } from './views.ts';
import { withoutUnbuilt, zensicalName } from './zensical.ts';

export const mkdocs: Generator = {
  id: 'mkdocs',
  title: 'MkDocs, Zensical',
  docs: 'https://www.mkdocs.org/user-guide/writing-your-docs/',
  command: /\b(?:mkdocs|properdocs|zensical) (?:build|gh-deploy)\b|\bmike deploy\b|^mkdocs:/m,

  async detect(repo) {
    const found: DetectedSite[] = [];
    const included = new Set<RepoPath>();
    const named = [...(await configurationsNamed('mkdocs', repo))].filter((file) => repo.has(file));
    const files = [...filesNamed(repo, ...configNames, zensicalName), ...(await variantConfigs(repo)), ...named];
    for (const config of await withoutUnbuilt([...new Set(files)], repo)) {
      const settings = await readSettings(config, repo);
      if (!settings.isMkdocs) continue;
      for (const file of (await mountsOf(settings, repo)).included) included.add(file);
      const certainty = inExampleFolder(config) ? 0.3 : 0.95;
      found.push({ generator: 'mkdocs', root: folderOf(config), config, because: config, certainty });
    }
    const own = found.filter(({ config }) => config === undefined || !included.has(config));
    return own.length > 1 ? withoutLinks(own, repo) : own;
  },

  open: openMkdocs,
};

/** Without configurations that are links to another one: the same text, which names no content from where it is. */
async function withoutLinks(sites: readonly DetectedSite[], repo: Repo): Promise<readonly DetectedSite[]> {
  const filled = new Set<string>();
  const empty = new Map<DetectedSite, string>();
  for (const site of sites) {
    const config = site.config ?? site.root;
    const { mounts } = await mountsOf(await readSettings(config, repo), repo);
    const text = (await repo.read(config)) ?? '';
    if (repo.files.some((file) => sourceOf(mounts, file) !== undefined)) filled.add(text);
    else empty.set(site, text);
  }
  return sites.filter((site) => !filled.has(empty.get(site) ?? ''));
}

/** The texts of `nav`, in its order: files by their path in the folder of documentation. */
function namesIn(nav: unknown): readonly string[] {
  if (typeof nav === 'string') return [nav];
  if (Array.isArray(nav)) return nav.flatMap(namesIn);
  return isYamlMap(nav) ? Object.values(nav).flatMap(namesIn) : [];
}

async function openMkdocs(site: DetectedSite, repo: Repo, { now }: OpenOptions): Promise<Permalinks> {
  const settings = await readSettings(site.config ?? joinRepo(site.root, 'mkdocs.yml') ?? site.root, repo);
  const { mounts, notes: mountNotes } = await mountsOf(settings, repo);
  const basePath = basePathOf(settings.address?.url);
  const exclusions = exclusionsOf(settings);
  const isNotebook = notebookTest(settings);
  const blogs = blogsOf(settings);
  const meta = await inheritedMeta(settings, mounts, repo);
  const readTheDocs = repo.files.find((file) => /(?:^|\/)\.?readthedocs\.ya?ml$/.test(file));

  const isOfMike =
    (usesMike(settings) && !(await isDeployedBare(settings.file, repo))) ||
    (await isDeployedByMike(settings.file, repo));

  const isPage = (source: string) => (isMarkdown(source) || isNotebook(source)) && !exclusions.hidden(source);
  const sources = new Map<string, RepoPath>();
  for (const file of repo.files) {
    const source = sourceOf(mounts, file);
    if (source !== undefined && isPage(source) && !exclusions.excluded(source)) sources.set(source, file);
  }
  const localise = localiser(settings, [...sources.keys()]);
  const directoryUrls = (await directoryUrlsOfBuild(folderOf(settings.file), repo)) ?? settings.directoryUrls;
  const urlOf = (source: string, prefix = '') => builtUrl(basePath, prefix, addressOf(source, directoryUrls));

  const pageRoutes = (file: ContentFile, source: string): readonly Route[] => {
    const title = pageTitle(file);
    const hiddenKind = unpublishedKind(source);
    const mounted = mounts.find(
      (mount) => mount.language !== undefined && below(file.path, mount.folder) !== undefined,
    );
    return localise(source).map(({ language = mounted?.language, prefix, source: plain, isFallback }) => {
      const kind = hiddenKind ?? (isFallback ? 'fallback' : kindOf(plain));
      return { url: urlOf(plain, prefix), file: file.path, kind, title, language };
    });
  };
  const unpublishedKind = (source: string): RouteKind | undefined => {
    if (exclusions.excluded(source)) return 'unpublished';
    if (exclusions.draft(source)) return 'draft';
    const shadowed =
      fileName(source).startsWith('README.') && sources.has(joinRepo(folderOf(source), 'index.md') ?? '');
    return shadowed ? 'unpublished' : undefined;
  };
  const postRoutes = (blog: Blog, file: ContentFile, source: string): readonly Route[] => {
    const post = readPost(blog, source, file, meta(source), now);
    const url = urlOf(post.source);
    const route: Route = { url, file: file.path, kind: post.kind, title: post.title };
    if (unpublishedKind(source) !== undefined) return [{ ...route, kind: 'unpublished' }];
    const list = sources.get(blogIndex(blog)) ?? file.path;
    return [route, ...post.views.map((view): Route => ({ url: urlOf(view), file: list, kind: 'generated' }))];
  };
  const blogOf = (source: string) => blogs.find((blog) => isPost(blog, source));

  return {
    address: settings.address,
    isVersioned: settings.address === undefined || isOfMike || readTheDocs !== undefined,
    basePath,
    content: settings.docsDir === undefined ? [] : [{ folder: settings.docsDir, by: 'MkDocs', file: settings.file }],
    staticRoots: mounts.filter(({ prefix }) => prefix === '').map(({ folder }) => folder),
    notes: [
      ...settings.notes,
      ...mountNotes,
      ...exclusions.notes,
      ...blogs.flatMap(({ notes }) => notes),
      ...(isOfMike ? [mikeNote(settings.file)] : []),
      ...notesOf(settings),
      ...(readTheDocs === undefined ? [] : [redirectsNote(readTheDocs)]),
    ],

    reads(path) {
      if (mounts.some(({ link }) => link === path)) return undefined;
      const source = sourceOf(mounts, path);
      if (source === undefined) return themeAsset(settings, path) === undefined ? undefined : 'path';
      const post = blogOf(source);
      if (isPage(source)) return post === undefined ? 'head' : 'whole';
      return post === undefined || exclusions.hidden(source) ? undefined : 'path';
    },

    routes(file) {
      const source = sourceOf(mounts, file.path);
      if (source === undefined) {
        const asset = themeAsset(settings, file.path);
        return asset === undefined ? [] : [{ url: builtUrl(basePath, asset), file: file.path, kind: 'static' }];
      }
      const blog = blogOf(source);
      if (blog === undefined) return pageRoutes(file, source);
      if (isPage(source)) return postRoutes(blog, file, source);
      // What lies beside posts loses the posts folder, as the posts do.
      const url = builtUrl(basePath, blog.folder, source.slice(blog.posts.length));
      return [{ url, file: file.path, kind: 'static' }];
    },

    made: () => genFilesPages(settings, repo),

    places: async () => navigationPlaces(namesIn(settings.nav).flatMap((source) => sources.get(source) ?? [])),

    // The plugin `search` is on where no plugins are named.
    beside: madeFiles(
      [
        ...['404.html', 'sitemap.xml', 'sitemap.xml.gz'],
        ...(hasSearch(settings) ? ['search/search_index.json'] : []),
        ...filesOfPlugins(settings),
      ],
      basePath,
      settings.file,
    ),

    complete(routes) {
      return blogs.length === 0 ? routes : withViews(routes, blogs, sources, urlOf);
    },
  };
}

function kindOf(source: string): RouteKind {
  if (!isIndex(source)) return 'page';
  return folderOf(source) === '' ? 'home' : 'section';
}

function hasSearch({ plugins }: MkdocsSettings): boolean {
  return plugins.length === 0 || plugins.some(({ name }) => /(?:^|\/)search$/.test(name));
}

function usesMike({ plugins, versionProvider }: MkdocsSettings): boolean {
  return versionProvider === 'mike' || plugins.some(({ name }) => name === 'mike');
}

function mikeNote(file: RepoPath): Note {
  return {
    file,
    message:
      'mike publishes every version of this site below a path of its own (/latest/, /1.2/), which mkdocs.yml does not name; addresses are given without it. Name the address in .broken-backlinks.json, such as { "site": "https://example.org/latest/" }.',
    wantsAddress: true,
  };
}

function notesOf(settings: MkdocsSettings): readonly Note[] {
  const { file, plugins } = settings;
  const uses = (name: string) => plugins.some((plugin) => plugin.name === name);
  const notes: Note[] = [];
  if (uses('gen-files')) {
    notes.push({
      file,
      message: 'Pages that scripts of the gen-files plugin make have no file and are not known here.',
    });
  }
  if (uses('multirepo')) {
    notes.push({ file, message: 'Pages that the multirepo plugin takes from other repositories are not known here.' });
  }
  return notes;
}
