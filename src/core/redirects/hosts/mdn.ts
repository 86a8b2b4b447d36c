/** MDN: a sorted map, compared without regard to case; a live document is never a source. */
import { exactSource, type Host } from '../host.ts';
import { plainHost } from './plain.ts';

export const mdn: Host<'mdn'> = plainHost({
  id: 'mdn',
  title: 'MDN',
  docs: 'https://github.com/mdn/content/blob/main/CONTRIBUTING.md',
  pagesFirst: true,
  source: exactSource,
  unknowable: (path) =>
    /^\/[^/]+\/docs\//.test(path) ? undefined : 'only the pages below docs come from this repository',
  sensitive: false,
  looseSlash: true,
  query: 'carried',
});
