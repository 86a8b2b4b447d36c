/** How Astro ends addresses: `build.format` and `trailingSlash`. https://docs.astro.build/en/reference/configuration-reference/#buildformat */
import { builtUrl, type UrlPath } from '../../paths.ts';
import type { AstroConfiguration } from './configuration.ts';

/** The address of a page by its path below the base, `blog/first`; empty for the home page. */
export function pageAddress(path: string, configuration: AstroConfiguration, isIndexFile = false): UrlPath {
  const { basePath, format, trailingSlash } = configuration;
  const bare = path.replace(/^\/+|(?<!\/)\/+$/g, '');
  if (bare === '') return builtUrl(basePath, trailingSlash === 'never' ? '' : '/');
  if (/^(?:.*\/)?(?:404|500)$/.test(bare) && !bare.includes('/')) return builtUrl(basePath, `${bare}.html`);
  // `trailingSlash: 'always'` changes links, and not where the file lies.
  if (format === 'file' || (format === 'preserve' && !isIndexFile)) return builtUrl(basePath, `${bare}.html`);
  return builtUrl(basePath, trailingSlash === 'never' ? bare : `${bare}/`);
}

/** The path a page's address stands for: the reverse of {@link pageAddress}. */
export function pathOfAddress(url: UrlPath, { basePath }: AstroConfiguration): string {
  const below = basePath !== '/' && url.startsWith(basePath) ? url.slice(basePath.length) : url;
  return below.replace(/^\/+|(?<!\/)\/+$/g, '').replace(/\.html$/, '');
}
