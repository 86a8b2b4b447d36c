/**
 * An edition: a part of a site that repeats the pages beside it, for another language of programming, another product or
 * another release. A page that only the edition kept is no page that was moved there.
 */
import { type Doubt, isToldByAuthors, likely } from './doubt.ts';
import { areVersions } from './partition/numberedVersions.ts';
import type { PageCandidate } from './rank.ts';
import type { LivePages } from './world/livePages.ts';
import type { Question } from './world/question.ts';
import type { SuggestWorld } from './world/world.ts';

const surelySame = 0.8;

/**
 * The page of an edition has the whole address behind the edition's name. That it stood beside the removed page, and has most
 * of its text, as editions do, says nothing of where the readers of the other one should go.
 */
export function editionDoubt(
  { segments }: Question,
  { page, features }: PageCandidate,
  { pages }: SuggestWorld,
): Doubt | undefined {
  const { rename = 0, renameSimilarity = 0 } = features;
  if ((rename === 1 && renameSimilarity >= surelySame) || isToldByAuthors(features)) return undefined;
  const at = inserted(segments, page.segments);
  if (at === undefined) return undefined;
  const [start, end] = at;
  const name = page.segments.slice(start, end);
  if (name.some((part) => pages.partition.hasLanguage(part))) return undefined;
  if (!isEdition(page.segments.slice(0, end).join('/'), page.segments.slice(0, start).join('/'), pages))
    return undefined;
  return {
    text: `/${page.segments.slice(0, end).join('/')}/ repeats the pages beside it, and the address is of none of its own`,
    most: likely,
  };
}

/** Where folders stand in a page's path that the address does not have, and nothing else is different. */
function inserted(asked: readonly string[], own: readonly string[]): readonly [start: number, end: number] | undefined {
  const more = own.length - asked.length;
  if (more <= 0) return undefined;
  let start = 0;
  while (start < asked.length && asked[start] === own[start]) start++;
  if (start === asked.length) return undefined;
  return asked.slice(start).every((part, i) => part === own[start + more + i]) ? [start, start + more] : undefined;
}

const known = new WeakMap<LivePages, Map<string, boolean>>();

/** Whether most pages of a folder stand in the folder around it, too. */
function isEdition(folder: string, around: string, pages: LivePages): boolean {
  const held = known.get(pages) ?? new Map<string, boolean>();
  known.set(pages, held);
  const key = `${around}\n${folder}`;
  const told = held.get(key) ?? repeats(folder, around, pages);
  held.set(key, told);
  return told;
}

function repeats(folder: string, around: string, { all }: LivePages): boolean {
  const inside = new Set<string>();
  const beside = new Set<string>();
  const [own, outer] = [`${folder}/`, around === '' ? '' : `${around}/`];
  for (const { path } of all) {
    if (path.startsWith(own)) inside.add(path.slice(own.length));
    else if (path.startsWith(outer)) beside.add(path.slice(outer.length));
  }
  return areVersions(inside, beside);
}
