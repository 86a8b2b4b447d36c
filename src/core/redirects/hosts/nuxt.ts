/** Nuxt and Nitro `routeRules`: the most specific key wins; the slash at the end does not count; queries are carried. */
import { plainHost } from './plain.ts';

export const nuxt = plainHost({
  id: 'nuxt',
  title: 'Nuxt',
  docs: 'https://nuxt.com/docs/guide/concepts/rendering#route-rules',
  sensitive: true,
  looseSlash: true,
  query: 'carried',
  order: (rules) =>
    [...rules].sort((a, b) => {
      const exact = (kind: string) => (kind === 'exact' ? 0 : 1);
      return exact(a.source.kind) - exact(b.source.kind) || b.from.length - a.from.length;
    }),
});
