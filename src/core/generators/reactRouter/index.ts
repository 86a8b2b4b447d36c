/**
 * React Router (and Remix) with routes of `app/routes.ts`, or by the names of the files in `app/routes`; of Remix 1 by folders too.
 *
 * https://reactrouter.com/start/framework/routing
 */
import type { ContentFile, Note, Route } from '../../model.ts';
import { builtUrl, fileName, folderOf, joinRepo, type RepoPath, urlKey } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { baseNotes } from '../../script/notes.ts';
import { configurationOf, scriptReader } from '../../script/script.ts';
import { emptyObject, textValue, writtenProperty } from '../../script/value.ts';
import { pageTitle } from '../../text/title.ts';
import type { DetectedSite, Generator, Permalinks } from '../shared/generator.ts';
import { filesNamed, scriptNames } from '../shared/namedFiles.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { flatRoutes } from './flatRoutes.ts';
import { folderRoutes, hasFolderRoutes, ignoredRoutes } from './folderRoutes.ts';
import { type RouteEntry, type RouteList, readRouteConfig } from './routeConfig.ts';

const configNames = [...scriptNames('react-router.config'), ...scriptNames('remix.config')];
const rootNames = ['root.js', 'root.jsx', 'root.ts', 'root.tsx'];

export const reactRouter: Generator = {
  id: 'react-router',
  title: 'React Router',
  docs: 'https://reactrouter.com/start/framework/routing',

  async detect(repo) {
    const configured = filesNamed(repo, ...configNames).map((path) => siteAt(folderOf(path), path, path, 0.9));
    const roots = new Set<string>(configured.map(({ root }) => root));
    const others = filesNamed(repo, ...rootNames).flatMap((path): readonly DetectedSite[] => {
      const app = folderOf(path);
      const root = folderOf(app);
      if (fileName(app) !== 'app' || roots.has(root)) return [];
      const routes = joinRepo(root, 'app/routes');
      const hasRoutes = repo.files.some((file) => file === `${routes}.ts` || file.startsWith(`${routes}/`));
      return hasRoutes ? [siteAt(root, undefined, path, 0.7)] : [];
    });
    return [...configured, ...others];
  },

  async open({ root, config }, repo): Promise<Permalinks> {
    const scripts = scriptReader(repo, root);
    const script = config && (await scripts.read(config));
    const object = script ? configurationOf(script) : emptyObject;
    const option = (name: string) => writtenProperty(object, name);
    const appFolder = joinRepo(root, textValue(option('appDirectory')) ?? 'app') ?? root;
    const basePath = basePathOf(textValue(option('basename')), 'path').replace(/(.)\/$/, '$1');
    const isFirst = await hasFolderRoutes(root, config, object, repo);
    const byFolders = () => folderRoutes(repo.files, `${appFolder}/routes`, ignoredRoutes(object));
    const { routes, notes } = isFirst ? { routes: byFolders(), notes: [] } : await routeList(appFolder, repo, scripts);
    const problems = baseNotes('basename', option('basename'), 'addresses are given without it');
    const byFile = new Map<RepoPath, RouteEntry[]>();
    for (const entry of routes) byFile.set(entry.file, [...(byFile.get(entry.file) ?? []), entry]);
    return {
      basePath,
      staticRoots: [joinRepo(root, 'public') ?? root],
      notes: [...(script?.notes ?? []), ...problems, ...notes],
      reads: (path) => (byFile.has(path) ? 'whole' : undefined),
      routes: (file) => (byFile.get(file.path) ?? []).flatMap((entry) => routesOf(entry, file, basePath)),
      complete: (all) => withoutParents(all, routes),
    };
  },
};

function siteAt(root: RepoPath, config: RepoPath | undefined, because: string, certainty: number): DetectedSite {
  return { generator: 'react-router', root, config, because, certainty };
}

async function routeList(
  appFolder: RepoPath,
  repo: Repo,
  scripts: ReturnType<typeof scriptReader>,
): Promise<RouteList> {
  const file = ['ts', 'js', 'mts', 'mjs']
    .map((extension) => joinRepo(appFolder, `routes.${extension}`))
    .find((path) => path !== undefined && repo.has(path));
  const script = file && (await scripts.read(file));
  if (!script) return { routes: flatRoutes(repo.files, `${appFolder}/routes`, () => false), notes: [] };
  const { routes, notes } = readRouteConfig(script, appFolder, repo);
  const problems: readonly Note[] = script.notes;
  return { routes, notes: [...problems, ...notes] };
}

function routesOf(entry: RouteEntry, file: ContentFile, basePath: string): readonly Route[] {
  const isPage =
    /\bexport\s+default\b|\bexport\s*\{[^}]*\bdefault\b/.test(file.text ?? '') || /\.mdx?$/.test(file.path);
  return variants(entry.path).map((path): Route => {
    const isPattern = path.includes('[');
    const kind = isPattern
      ? 'dynamic'
      : !isPage
        ? 'generated'
        : path === ''
          ? 'home'
          : entry.isIndex
            ? 'section'
            : 'page';
    return { url: builtUrl(basePath, path), file: file.path, kind, title: pageTitle(file) };
  });
}

/** The paths an entry answers, in the notation of routes: an optional fixed segment makes two of them. */
function variants(path: string): readonly string[] {
  let paths: readonly string[] = [''];
  for (const segment of path.split('/').filter((part) => part !== '')) {
    const isOptional = segment.endsWith('?');
    const bare = isOptional ? segment.slice(0, -1) : segment;
    const name = bare.startsWith(':') ? bare.slice(1).replace(/\W.*$/, '') : undefined;
    const written =
      bare === '*'
        ? '[[...splat]]'
        : name === undefined
          ? bare
          : isOptional
            ? `[[${name}]]`
            : bare.replace(`:${name}`, `[${name}]`);
    const longer = paths.map((start) => `${start}/${written}`);
    paths = isOptional && name === undefined ? [...paths, ...longer] : longer;
  }
  return paths.map((text) => text.slice(1));
}

/** A route that only frames the index at the same address gives it to that. */
function withoutParents(routes: readonly Route[], entries: readonly RouteEntry[]): readonly Route[] {
  const indexes = new Set(entries.filter(({ isIndex }) => isIndex).map(({ file }) => file));
  const taken = new Set(routes.filter(({ file }) => indexes.has(file)).map(({ url }) => urlKey(url)));
  return routes.filter(({ file, url }) => indexes.has(file) || !taken.has(urlKey(url)));
}
