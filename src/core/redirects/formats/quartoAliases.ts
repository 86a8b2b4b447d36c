/**
 * Quarto `aliases`: a list in the front matter of the page that takes the addresses over. A leading `/` counts from the
 * root of the site, anything else from the folder of the page. What ends in `/` or has no extension is a folder, all else
 * the file of just that name. With `#part` the page leads on only where the address names that part. A real page stays.
 * https://quarto.org/docs/reference/projects/websites.html#page-redirects
 * https://github.com/quarto-dev/quarto-cli/blob/main/src/project/types/website/website-aliases.ts
 */
import type { Route } from '../../model.ts';
import { extensionOf } from '../../paths.ts';
import type { RedirectContext, RedirectFormat, SourcePattern } from '../format.ts';
import { atSource, namedLike } from '../reach.ts';
import { withoutBase } from '../target.ts';
import { madePage } from '../writing/madePage.ts';
import { madeAddress, pageAliases } from '../writing/pageAliases.ts';

function sourceOf(alias: string, route: Route | undefined, context: RedirectContext): SourcePattern {
  const [written = '', part] = alias.split('#');
  const path = addressOf(written, route, context);
  if (path === undefined) {
    const reason = 'the alias is relative to its page, whose address is not known';
    return { kind: 'unknown', reason, reach: namedLike(written.replace(/(?<!\/)\/+$/, '')) };
  }
  if (part) {
    return { kind: 'unknown', reason: `it only redirects where the address ends in #${part}`, reach: atSource(path) };
  }
  return madePage(written, madeAddress(path, path.endsWith('/') || extensionOf(path) === '', context));
}

/** Without the base path; `undefined` where that is told by a page of which nobody knows the address. */
function addressOf(written: string, route: Route | undefined, { basePath }: RedirectContext): string | undefined {
  if (written.startsWith('/')) return written;
  const page = route && withoutBase(route.url, basePath);
  if (page === undefined) return undefined;
  const parts: string[] = [];
  for (const part of `${page.slice(0, page.lastIndexOf('/'))}/${written}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `/${parts.join('/')}${/(?:^|\/)\.{0,2}$/.test(written) ? '/' : ''}`;
}

export const quartoAliases = {
  id: 'quartoAliases',
  title: 'Quarto aliases',
  docs: 'https://quarto.org/docs/reference/projects/websites.html#page-redirects',
  ...pageAliases({
    format: 'quartoAliases',
    generator: 'quarto',
    name: 'Quarto',
    extensions: new Set(['.qmd', '.md', '.rmd']),
    sourceOf,
    aliasOf: (from) => from,
    problem(text) {
      const line = text.split('\n').findIndex((row) => /^["']?aliases["']?[ \t]*:[ \t]+["']?[^\s["'#&*!|>]/.test(row));
      return line < 0
        ? undefined
        : { line: line + 1, message: 'Quarto reads aliases as a list only: put the address into one.' };
    },
  }),
} satisfies RedirectFormat;
