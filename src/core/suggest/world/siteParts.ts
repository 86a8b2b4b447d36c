/**
 * The parts of a site's addresses, and which addresses there are: it follows from the routes alone, and is looked up in what
 * was kept of these. The answers are the same.
 */
import { type UrlKey, type UrlPath, urlVariants } from '../../paths.ts';
import { type KeptParts, openParts, type Partition, partitionKept } from '../partition/partitions.ts';
import { keptLists, openLists } from '../text/keptLists.ts';
import { openTextNumbers, type TextNumbers, textNumbers } from '../text/numbers.ts';
import type { SuggestInput, SuggestPorts } from './world.ts';

/** What is told of addresses by those that the site has. */
export interface SiteParts {
  readonly partition: Partition;
  /** What names the routes, whatever their pages are called. */
  readonly routesNamed: readonly string[];
  /** The site has it, in any spelling. */
  isRoute(path: UrlPath): boolean;
}

/** Looks up what was kept of these routes, else learns it and keeps it. */
export async function siteParts(
  { routes, versions = new Set() }: Pick<SuggestInput, 'routes' | 'versions'>,
  { keptTexts }: Pick<SuggestPorts, 'keptTexts'>,
): Promise<SiteParts> {
  const of = [JSON.stringify([...versions].sort())];
  for (const { url, file, kind, language, version } of routes)
    of.push(JSON.stringify([url, file, kind, language, version]));
  const store = keptTexts?.table?.('parts', of);
  const bytes = await store?.read();
  const opened = bytes && openLists(bytes);
  if (opened !== undefined) return asked(of, openParts(opened.head as KeptParts), openTextNumbers(opened.lists));
  const kept = partitionKept(routes, versions);
  const keys = textNumbers();
  for (const key of keysOf(routes)) keys.of(key);
  await store?.keep(keptLists(kept, keys.kept()));
  return asked(of, openParts(kept), keys);
}

function* keysOf(routes: SuggestInput['routes']): Generator<UrlKey, void> {
  for (const { url } of routes) yield* urlVariants(url);
}

function asked(routesNamed: readonly string[], partition: Partition, keys: Pick<TextNumbers, 'known'>): SiteParts {
  return { partition, routesNamed, isRoute: (path) => urlVariants(path).some((key) => keys.known(key) >= 0) };
}
