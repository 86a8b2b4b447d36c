/**
 * What the plugin starlight-blog adds to Starlight: the list of posts with its further pages, lists of tags and authors, and
 * a feed where the site has an address; below `blog`, or the prefix that it is given, in every language. Posts are pages like
 * others. (By its routes in version 0.30.)
 *
 * https://starlight-blog-docs.vercel.app/configuration/
 */
import type { Route } from '../../model.ts';
import { builtUrl, type RepoPath, type UrlPath } from '../../paths.ts';
import { itemsOf, textValue, writtenProperty } from '../../script/value.ts';
import { pageAddress } from './address.ts';
import type { AstroConfiguration } from './configuration.ts';
import type { Languages } from './starlight.ts';

/** The lists of a site's blogs. */
export interface BlogLists {
  readonly routes: readonly Route[];
  /** Further pages of a list and feeds, whose number hangs on the posts. */
  beside(path: UrlPath): Route | undefined;
}

export function blogLists(
  configuration: AstroConfiguration,
  languages: Languages | undefined,
  file: RepoPath,
): BlogLists {
  const plugins = configuration.starlight ? itemsOf(writtenProperty(configuration.starlight, 'plugins')) : [];
  const prefixes = plugins.flatMap((plugin) => {
    if (plugin.kind !== 'call' || plugin.module !== 'starlight-blog') return [];
    const own = plugin.args[0] && textValue(writtenProperty(plugin.args[0], 'prefix'));
    return (own ?? 'blog').replace(/^\/+|(?<!\/)\/+$/g, '');
  });
  const folders = languages === undefined ? [''] : [languages.main, ...languages.others];
  const places = prefixes.flatMap((prefix) =>
    folders.map((folder) => (folder === '' ? prefix : `${folder}/${prefix}`)),
  );
  const route = (path: string, kind: Route['kind']): Route => ({ url: pageAddress(path, configuration), file, kind });
  const lists = places.map((place) => builtUrl(configuration.basePath, place));
  const hasAddress = textValue(configuration.site) !== undefined;
  return {
    routes: places.flatMap((place) => [
      route(place, 'generated'),
      route(`${place}/tags/[tag]`, 'dynamic'),
      route(`${place}/authors/[author]`, 'dynamic'),
    ]),
    beside: (path) => {
      const list = lists.find((start) => path.startsWith(`${start}/`));
      const rest = list === undefined ? '' : path.slice(list.length + 1);
      if (hasAddress && rest === 'rss.xml') return { url: path, file, kind: 'generated' };
      const guess = 'how many pages the list has hangs on the posts';
      return /^[1-9]\d{0,3}\/?$/.test(rest) ? { url: path, file, kind: 'generated', guess } : undefined;
    },
  };
}
