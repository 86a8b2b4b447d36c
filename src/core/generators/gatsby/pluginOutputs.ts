/** What well-known plugins of Gatsby write beside the pages, below the prefix. */
import { itemsOf, textValue, type Value, writtenProperty } from '../../script/value.ts';

type Plugin = { readonly name: string; readonly options: Value };

/** `manifest`: the text of `package.json`, which tells the version of a plugin. */
export function pluginOutputs(plugins: readonly Plugin[], manifest: string): readonly string[] {
  return plugins.flatMap(({ name, options }): readonly string[] => {
    switch (name) {
      case 'gatsby-plugin-feed':
        return feeds(options);
      case 'gatsby-plugin-sitemap':
        return maps(options, Number(/"gatsby-plugin-sitemap"\s*:\s*"[^\d"]{0,3}(\d+)/.exec(manifest)?.[1] ?? 6));
      case 'gatsby-plugin-manifest':
        return ['manifest.webmanifest'];
      case 'gatsby-plugin-robots-txt':
        return ['robots.txt'];
      case 'gatsby-plugin-offline':
        return ['sw.js'];
      default:
        return [];
    }
  });
}

/** https://www.gatsbyjs.com/plugins/gatsby-plugin-feed/ */
function feeds(options: Value): readonly string[] {
  const list = itemsOf(writtenProperty(options, 'feeds'));
  if (list.length === 0) return ['rss.xml'];
  return list.flatMap((feed) => textValue(writtenProperty(feed, 'output')) ?? []);
}

/**
 * One file until version 3, then files in a folder, which since version 6 is that of the site.
 * https://www.gatsbyjs.com/plugins/gatsby-plugin-sitemap/
 */
function maps(options: Value, version: number): readonly string[] {
  const output = textValue(writtenProperty(options, 'output'));
  if (version < 4) return [output ?? 'sitemap.xml'];
  const folder = output ?? (version < 6 ? 'sitemap' : '');
  return ['sitemap-index.xml', 'sitemap-0.xml'].map((name) => `${folder}/${name}`);
}
