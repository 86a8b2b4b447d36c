/**
 * What the gem of a theme brings besides layouts: the plugins it depends on, which Jekyll runs unasked, and files of its
 * folder `assets` that stand at addresses of their own, where the site has no such file itself. A theme that is fetched
 * (`remote_theme`) brings no plugins.
 *
 * https://jekyllrb.com/docs/themes/#understanding-gem-based-themes, and `require_theme_deps` of Jekyll's plugin manager
 */
import { ownMember } from '../../data/ownMember.ts';

interface ThemeGem {
  readonly plugins: readonly string[];
  /** Below the site, with a slash at the end of those that only lead on. */
  readonly files: readonly string[];
}

/** By the gemspecs and assets of minima 2.5.1, jekyll-theme-chirpy 5.3.1 and beautiful-jekyll-theme 4.1.0. */
const gems: Readonly<Record<string, ThemeGem>> = {
  minima: { plugins: ['jekyll-feed', 'jekyll-seo-tag'], files: [] },
  'beautiful-jekyll-theme': { plugins: ['jekyll-paginate', 'jekyll-sitemap'], files: [] },
  'jekyll-theme-chirpy': {
    plugins: ['jekyll-paginate', 'jekyll-redirect-from', 'jekyll-seo-tag', 'jekyll-archives', 'jekyll-sitemap'],
    files: [
      ...['feed.xml', '404.html', 'robots.txt', 'app.js', 'sw.js', 'unregister.js'],
      // Where `redirect_from` of its 404.html leads away from.
      ...['norobots/', 'assets/', 'posts/'],
    ],
  },
};

export function themeGem(name: string | undefined): ThemeGem | undefined {
  return name === undefined ? undefined : ownMember(gems, name);
}
