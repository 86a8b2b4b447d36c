/**
 * Zola `aliases`: addresses in the front matter of a page or a section, counted from the root of the site with or without
 * a slash in front. One that ends in `.html` is that file, any other a folder. They are written before the pages, so that
 * a real page of that address stays; two for one address stop the build.
 * https://www.getzola.org/documentation/content/page/#front-matter
 */

import type { RedirectFormat } from '../format.ts';
import { madePage } from '../writing/madePage.ts';
import { madeAddress, pageAliases } from '../writing/pageAliases.ts';

export const zolaAliases = {
  id: 'zolaAliases',
  title: 'Zola aliases',
  docs: 'https://www.getzola.org/documentation/content/page/#front-matter',
  ...pageAliases({
    format: 'zolaAliases',
    generator: 'zola',
    name: 'Zola',
    extensions: new Set(['.md']),
    sourceOf: (alias, _route, context) => madePage(alias, madeAddress(alias, !alias.endsWith('.html'), context)),
    aliasOf: (from) =>
      /\.html\/$/.test(from)
        ? { refused: `Zola would write ${from} as a file, which does not answer with a slash at the end.` }
        : from,
  }),
} satisfies RedirectFormat;
