/**
 * The folders in front of an address that the site never published anything in, though it did in what follows them:
 * `/en/latest` of `/en/latest/guide/old` where there is a `/guide`. The site may be served below them.
 */
import type { UrlPath } from '../paths.ts';
import type { LivePage } from './world/livePages.ts';
import type { Question } from './world/question.ts';
import type { SuggestWorld } from './world/world.ts';

/** Longer ones are the path of something else. */
const deepest = 3;

/** Without slashes at its ends; `undefined` when the address begins like others of the site do or did. */
export function unknownPrefix({ segments, past }: Question, world: SuggestWorld): string | undefined {
  const [first = ''] = segments;
  if (segments.length < 2 || world.folders.has(first) || past.some(({ certainty }) => certainty === 1)) {
    return undefined;
  }
  for (let cut = 1; cut <= deepest && cut < segments.length; cut++) {
    const rest = segments.slice(cut);
    if (isOfSite(rest, world)) return segments.slice(0, cut).join('/');
  }
  return undefined;
}

const bases = new WeakMap<SuggestWorld['pages'], string | undefined>();

/**
 * Whether all pages lie below one folder of which the page's file shows nothing: the configuration says where the site is
 * served, so it is not below another folder.
 */
export function hasConfiguredBase({ route }: LivePage, { pages }: SuggestWorld): boolean {
  if (!bases.has(pages)) bases.set(pages, commonFolder(pages));
  const base = bases.get(pages);
  return base !== undefined && !route.file.toLowerCase().split('/').includes(base);
}

/** None that names a language or a version, which sites have below whatever folder they are served from. */
function commonFolder({ all, partition }: SuggestWorld['pages']): string | undefined {
  const base = all[0]?.segments[0];
  if (base === undefined || partition.hasLanguage(base) || partition.hasVersion(base)) return undefined;
  return all.length > 1 && all.every(({ segments }) => segments[0] === base) ? base : undefined;
}

/** It is, or was, a page or in a folder of the site. */
function isOfSite(segments: readonly string[], { folders, pages, ledger }: SuggestWorld): boolean {
  const [first = ''] = segments;
  const key = segments.join('/');
  if (segments.length > 1 && folders.has(first)) return true;
  return pages.bySegments(key) !== undefined || ledger.lookup(`/${key}` as UrlPath).length > 0;
}
