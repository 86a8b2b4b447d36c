/**
 * What Hugo writes beside the pages at addresses that follow from them: further outputs such as the feed of every list, the
 * maps of the site, `robots.txt`, the error page. https://gohugo.io/templates/rss/ https://gohugo.io/templates/sitemap/
 */
import type { Route } from '../../model.ts';
import { builtUrl, fileName, type RepoPath, type UrlPath } from '../../paths.ts';
import type { RouteAt } from '../shared/generator.ts';
import type { HugoSite } from './site.ts';

/** What decides which files Hugo makes besides pages. */
export interface FeedOptions {
  readonly site: HugoSite;
  /** The file to open for what has none. */
  readonly config: RepoPath;
  /** The route of a further output of a page. */
  readonly further: (path: UrlPath, routeAt: RouteAt) => Route | undefined;
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
  const further = options.further(path, routeAt);
  if (further !== undefined) return further;
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
