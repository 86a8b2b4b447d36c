/**
 * The id of a collection's entry: `slug` of its front matter as it is, else the path without its extension, each segment
 * through github-slugger, a final `/index` cut.
 *
 * https://docs.astro.build/en/reference/content-loader-reference/#generateid
 */
import { slug as githubSlug } from 'github-slugger';

export function entryId(path: string, slug: unknown): string {
  if (typeof slug === 'string' || typeof slug === 'number') return String(slug);
  return path
    .replace(/\.[^./]*$/, '')
    .split('/')
    .map((segment) => githubSlug(segment))
    .join('/')
    .replace(/\/index$/, '');
}
