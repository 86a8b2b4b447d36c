/**
 * Docusaurus 2 and 3: `baseUrl` + language + `routeBasePath` + version + slug.
 *
 * - docs: see `slug.ts`; versions come from `versions.json`, the first of them without its name in the address
 * - blog: the date of the file's name, then folders and title; `slug` replaces all of it
 * - pages: the path below `src/pages` as it is
 * - every language publishes every page, its translation or else the source
 *
 * https://docusaurus.io/docs/advanced/routing
 */

import { builtUrl, folderOf, joinRepo, type RepoPath, type UrlPath, urlKey } from '../../paths.ts';
import { textValue } from '../../script/value.ts';
import type { DetectedSite, Generator, Permalinks } from '../shared/generator.ts';
import { filesNamed, scriptNames } from '../shared/namedFiles.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { writtenBeside } from './feeds.ts';
import { contentFolders } from './folders.ts';
import { withListPages } from './lists.ts';
import { contentPlugins, pluginPages } from './plugins.ts';
import { placesOf, routesOf } from './routes.ts';
import { isCategoryFile } from './sidebars.ts';

const configNames = scriptNames('docusaurus.config');

export const docusaurus: Generator = {
  id: 'docusaurus',
  title: 'Docusaurus',
  docs: 'https://docusaurus.io/docs/advanced/routing',
  command: /\bdocusaurus (?:build|deploy)\b/,

  async detect(repo) {
    return filesNamed(repo, ...configNames).map((path): DetectedSite => {
      return { generator: 'docusaurus', root: folderOf(path), config: path, because: path, certainty: 0.95 };
    });
  },

  async open({ root, config }, repo): Promise<Permalinks> {
    const file = config ?? joinRepo(root, 'docusaurus.config.js') ?? root;
    const configuration = await readConfiguration(root, file, repo);
    if (!configuration) {
      const notes = [{ file, message: `${file} could not be read; no page of this site is listed` }];
      return { basePath: '/', staticRoots: [], notes, reads: () => undefined, routes: () => [] };
    }
    const { plugins, notes: pluginNotes } = await contentPlugins(configuration, repo);
    const { folders, named, notes: folderNotes } = await contentFolders(plugins, configuration, repo);
    return {
      address: addressOf(configuration),
      basePath: configuration.basePath,
      staticRoots: configuration.staticRoots,
      inFolders: configuration.trailingSlash !== false,
      notes: [...configuration.notes, ...pluginNotes, ...folderNotes],
      content: named,
      reads(path) {
        const isPlaced = placesOf(path, folders).length > 0;
        return isPlaced ? (isCategoryFile(path) ? 'whole' : isScript(path) ? 'path' : 'head') : undefined;
      },
      routes: (content) =>
        placesOf(content.path, folders).flatMap((placed) =>
          routesOf(content, placed, configuration, (path) => repo.has(path)),
        ),
      beside: besidePages(
        [
          ...pluginPages(configuration).map((name) => builtUrl(configuration.basePath, name)),
          ...writtenBeside(configuration, folders, repo.files),
        ],
        file,
      ),
      complete: (routes) => withListPages(routes, folders, configuration),
    };
  },
};

function besidePages(urls: readonly UrlPath[], file: RepoPath): NonNullable<Permalinks['beside']> {
  const made = new Map(urls.map((url) => [urlKey(url), url]));
  return (path) => {
    const url = made.get(urlKey(path));
    return url === undefined ? undefined : { url, file, kind: 'generated' };
  };
}

function isScript(path: RepoPath): boolean {
  return /\.[jt]sx?$/.test(path);
}

function addressOf({ url, basePath }: Configuration): Permalinks['address'] {
  const text = textValue(url);
  if (text === undefined) return undefined;
  const { file, line } = url.origin;
  return { url: `${text.replace(/(?<!\/)\/+$/, '')}${basePath}`, file, line };
}
