/** Address rules applied to files of the past. */

import { readFrontMatter } from '../frontMatter/frontMatter.ts';
import type { Permalinks } from '../generators/shared/generator.ts';
import type { ContentFile, RouteKind } from '../model.ts';
import { below, type RepoPath, type UrlPath, urlPath } from '../paths.ts';
import { firstHeading } from '../text/markup/heading.ts';

/** Rules that turned files into addresses at some time. */
export type AddressRules = Pick<Permalinks, 'reads' | 'routes'>;

/** The same rules, with every address as `served` gives it. */
export function servedRules(rules: AddressRules, served: (url: UrlPath) => UrlPath): AddressRules {
  return {
    reads: (path) => rules.reads(path),
    routes: (file) => rules.routes(file).map((route) => ({ ...route, url: served(route.url) })),
  };
}

/**
 * The same rules; every address below the folder `before` is also given below `now`: a site that got a host of its own,
 * or another folder on it, is known by its new addresses from then on. Both as `Permalinks.basePath`.
 */
export function rebasedRules(rules: AddressRules, before: string, now: string): AddressRules {
  const [from, to] = [before, now].map((folder) => folder.replace(/(?<!\/)\/+$/, ''));
  if (from === undefined || to === undefined || from === to) return rules;
  return {
    reads: (path) => rules.reads(path),
    routes: (file) =>
      rules.routes(file).flatMap((route) => {
        const rest = below(route.url, from);
        const path = rest === undefined || from !== '' ? rest : rest.slice(1);
        return path === undefined ? [route] : [route, { ...route, url: urlPath(`${to}/${path}`) }];
      }),
  };
}

/** The same rules; every address below the folder `before` is given below `now` instead, and no other. */
export function movedRules(rules: AddressRules, before: string, now: string): AddressRules {
  const [from = '', to = ''] = [before, now].map((folder) => folder.replace(/(?<!\/)\/+$/, ''));
  if (from === to) return rules;
  return {
    reads: (path) => rules.reads(path),
    routes: (file) =>
      rules.routes(file).flatMap((route) => {
        const rest = below(route.url, from);
        return rest === undefined ? [] : [{ ...route, url: urlPath(`${to}/${from === '' ? rest.slice(1) : rest}`) }];
      }),
  };
}

/** A list of tags or months is made from many files and is none of them. */
const notPages: ReadonlySet<RouteKind> = new Set(['redirect', 'dynamic', 'static', 'generated']);

/**
 * The addresses a file had as a page of its own. Also those it would have had as a draft, or that today's configuration
 * leaves out: rules of today tell badly what was published then, and nobody asks for an address that never was.
 */
export function publishedUrls(rules: AddressRules, file: ContentFile): readonly UrlPath[] {
  return rules
    .routes(file)
    .filter(({ kind }) => !notPages.has(kind))
    .map(({ url }) => url);
}

/** A past file with all that rules may look at; without its text, when that is not in this clone. */
export function readPastFile(path: RepoPath, text = ''): ContentFile {
  const frontMatter = readFrontMatter(text, path);
  let heading: ReturnType<typeof firstHeading>;
  let isRead = false;
  return {
    path,
    frontMatter,
    // Few rules look at it, and a large page of HTML is searched to its end for it.
    get heading() {
      if (!isRead) heading = firstHeading(text, frontMatter.bodyStart);
      isRead = true;
      return heading;
    },
    text,
  };
}
