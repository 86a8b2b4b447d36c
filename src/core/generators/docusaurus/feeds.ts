/**
 * What Docusaurus writes beside the pages of each language: the feeds of a blog, the map of the site, the page of a
 * search.
 * https://docusaurus.io/docs/blog#feed https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-sitemap
 */
import { ownMember } from '../../data/ownMember.ts';
import { below, builtUrl, type RepoPath, type UrlPath } from '../../paths.ts';
import { itemsOf, property, textValue, textValues, type Value } from '../../script/value.ts';
import type { Configuration } from './configuration.ts';
import type { ContentFolder } from './folders.ts';
import { isClassic, isOff, nameAndOptions } from './plugins.ts';
import { listBase } from './routes.ts';

/** Their addresses; a blog without posts has none. */
export function writtenBeside(
  configuration: Configuration,
  folders: readonly ContentFolder[],
  files: readonly RepoPath[],
): readonly UrlPath[] {
  const map = siteMap(configuration);
  const feeds = folders.flatMap((folder) => {
    if (folder.plugin.kind !== 'blog' || !hasPosts(folder, files)) return [];
    return feedNames(folder.plugin.options).map((name) => `${listBase(folder)}/${name}`);
  });
  const names = [
    ...feeds,
    ...(map === undefined ? [] : [map]),
    ...searchFiles(configuration),
    ...modelFiles(configuration),
  ];
  return configuration.locales.flatMap(({ basePath }) => names.map((name) => builtUrl(basePath, name)));
}

function hasPosts({ plugin, source }: ContentFolder, files: readonly RepoPath[]): boolean {
  return files.some((file) => {
    const inside = below(file, source);
    return inside !== undefined && plugin.takes(inside);
  });
}

const nameOfType: Readonly<Record<string, string>> = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' };

function feedNames(options: Value): readonly string[] {
  const type = property(property(options, 'feedOptions'), 'type');
  if (type.kind === 'literal' && type.value === null) return [];
  if (textValue(type) === 'all') return Object.values(nameOfType);
  const named = textValues(type);
  return (named.length > 0 ? named : ['rss', 'atom']).flatMap((name) => ownMember(nameOfType, name) ?? []);
}

/** https://docusaurus.io/docs/search https://github.com/easyops-cn/docusaurus-search-local */
function searchFiles({ object }: Configuration): readonly string[] {
  const own = property(property(object, 'themeConfig'), 'algolia');
  if (own.kind === 'object') {
    const path = property(own, 'searchPagePath');
    return isOff(path) ? [] : [textValue(path) ?? 'search', 'opensearch.xml'];
  }
  const isLocal = namedIn(object, ['themes', 'plugins']).includes('@easyops-cn/docusaurus-search-local');
  return isLocal ? ['search', 'search-index.json'] : [];
}

/** https://github.com/rachfop/docusaurus-plugin-llms https://github.com/signalwire/docusaurus-plugins */
function modelFiles({ object }: Configuration): readonly string[] {
  const names = namedIn(object, ['plugins']);
  if (names.includes('docusaurus-plugin-llms')) return ['llms.txt', 'llms-full.txt'];
  return names.includes('@signalwire/docusaurus-plugin-llms-txt') ? ['llms.txt'] : [];
}

function namedIn(object: Value, keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => itemsOf(property(object, key)).flatMap((entry) => nameAndOptions(entry)[0] ?? []));
}

/** The classic preset makes it unless its option says no. */
function siteMap({ object }: Configuration): string | undefined {
  const usual = 'sitemap.xml';
  for (const entry of itemsOf(property(object, 'presets'))) {
    const own = property(nameAndOptions(entry)[1], 'sitemap');
    if (isClassic(entry) && !isOff(own)) return textValue(property(own, 'filename')) ?? usual;
  }
  for (const entry of itemsOf(property(object, 'plugins'))) {
    const [name = '', options] = nameAndOptions(entry);
    if (/^(?:@docusaurus\/)?(?:plugin-)?sitemap$/.test(name)) return textValue(property(options, 'filename')) ?? usual;
  }
  return undefined;
}
