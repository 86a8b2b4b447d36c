/**
 * What Hugo writes beside the pages at addresses that follow from them: the feed of every list, the maps of the site,
 * `robots.txt`, the error page. https://gohugo.io/templates/rss/ https://gohugo.io/templates/sitemap/
 */
import type { Route } from '../../model.ts';
import { builtUrl, fileName, type RepoPath, type UrlPath } from '../../paths.ts';
import type { RouteAt } from '../shared/generator.ts';
import type { HugoLanguage, HugoSite } from './site.ts';

/** What decides which files Hugo makes besides pages. */
export interface FeedOptions {
  readonly site: HugoSite;
  /** The file to open for what has none. */
  readonly config: RepoPath;
  /** A template for the error page is there. */
  readonly hasErrorPage: boolean;
  /** `enableRobotsTXT` */
  readonly hasRobots: boolean;
}

/** The route at an address that no file stands for; `undefined` where Hugo writes nothing. */
export function besidePages(path: UrlPath, routeAt: RouteAt, options: FeedOptions): Route | undefined {
  const { site, config } = options;
  const name = fileName(path);
  const folder = path.slice(0, path.length - name.length) as UrlPath;
  if (name === 'index.xml') {
    const list = routeAt(folder);
    const language = site.languages.find(({ key }) => key === list?.language) ?? site.languages[0];
    if (list === undefined || language === undefined || !hasFeed(list, folder, language)) return undefined;
    return { url: path, file: list.file, kind: 'generated', language: list.language };
  }
  const isMade = site.languages.some((language) => {
    const home = builtUrl(language.basePath, language.prefix, '/');
    const top = builtUrl(language.basePath, '/');
    if (name === 'sitemap.xml') {
      // The map of a language lies in its folder, also where its pages have none in front.
      const own = site.languages.length > 1 ? builtUrl(language.basePath, language.key, '/') : top;
      return !language.disabledKinds.has('sitemap') && (folder === top || folder === home || folder === own);
    }
    if (name === '404.html') return options.hasErrorPage && !language.disabledKinds.has('404') && folder === home;
    return name === 'robots.txt' && options.hasRobots && folder === top;
  });
  return isMade ? { url: path, file: config, kind: 'generated' } : undefined;
}

/** Lists have a feed unless it is switched off, or their outputs are named without it. */
function hasFeed({ kind }: Route, folder: UrlPath, language: HugoLanguage): boolean {
  if (kind !== 'home' && kind !== 'section' && kind !== 'generated') return false;
  if (language.disabledKinds.has('rss')) return false;
  const home = builtUrl(language.basePath, language.prefix, '/');
  const [first = '', ...more] = folder.slice(home.length).split('/').filter(Boolean);
  const isTaxonomy = language.taxonomies.includes(first);
  const list = first === '' ? 'home' : isTaxonomy ? (more.length > 0 ? 'term' : 'taxonomy') : 'section';
  return language.outputs.get(list)?.includes('rss') ?? true;
}
