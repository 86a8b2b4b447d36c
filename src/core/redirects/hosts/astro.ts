/** Astro: by route priority, static routes first; a redirect takes the place of a page; queries are dropped. */
import type { RedirectRule } from '../format.ts';
import { plainHost } from './plain.ts';

export const astro = plainHost({
  id: 'astro',
  title: 'Astro',
  docs: 'https://docs.astro.build/en/guides/routing/#redirects',
  sensitive: true,
  looseSlash: true,
  query: 'dropped',
  order: (rules) => [...rules].sort((a, b) => rank(a) - rank(b)),
});

function rank({ from, source }: RedirectRule): number {
  if (source.kind === 'exact') return 0;
  return from.includes('[...') ? 2 : 1;
}
