/**
 * The pages router: every file with an extension of `pageExtensions` is a route, `index` is its folder's. Names with an
 * underscore are routes too, but for `_app`, `_document` and `_error` at the top; `api/` answers, it shows no page.
 *
 * https://nextjs.org/docs/pages/building-your-application/routing
 */
import { below, type RepoPath } from '../../paths.ts';
import type { FoundRoute } from './appRouter.ts';
import type { NextSettings } from './settings.ts';

/** `locale` is the language in the file's name, a habit of Nextra 2: `about.fr.mdx`. */
export interface PagesRoute extends FoundRoute {
  readonly locale: string | undefined;
}

export function pagesRoute(file: RepoPath, pages: RepoPath, settings: NextSettings): PagesRoute | undefined {
  const inside = below(file, pages);
  const extension = settings.pageExtensions.find((candidate) => inside?.endsWith(`.${candidate}`));
  if (inside === undefined || extension === undefined) return undefined;
  const whole = inside.slice(0, inside.length - extension.length - 1);
  if (/^_(?:app|document|error|middleware)$/.test(whole) || /(?:^|\/)_meta(?:\.|$)/.test(whole)) return undefined;

  const locale = isMarkdown(extension)
    ? settings.locales.find((candidate) => whole.endsWith(`.${candidate}`))
    : undefined;
  const path = locale === undefined ? whole : whole.slice(0, -locale.length - 1);
  const segments = path
    .replace(/(?:^|\/)index$/, '')
    .split('/')
    .filter((part) => part !== '');
  const is = segments[0] === 'api' && !isMarkdown(extension) ? 'endpoint' : 'page';
  return { segments, is, locale };
}

function isMarkdown(extension: string): boolean {
  return /^mdx?$/.test(extension);
}
