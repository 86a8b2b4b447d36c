/** A site without any redirect: every address is answered by its page or not at all. */
import { urlPath } from '../../paths.ts';
import type { RedirectContext } from '../format.ts';
import type { RedirectTable } from '../resolution.ts';

export function noRedirects(context: RedirectContext): RedirectTable {
  return {
    context,
    rules: [],
    invalid: [],
    settings: new Map(),
    resolve(url) {
      const route = context.routeOf(urlPath(url));
      return {
        url,
        steps: [],
        undecided: [],
        outcome: route === undefined ? { kind: 'none' } : { kind: 'page', route },
      };
    },
  };
}
