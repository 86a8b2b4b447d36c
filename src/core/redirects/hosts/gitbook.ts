/** GitBook: a page wins; how it compares letters is not documented, so they count as they are written. */

import { exactSource, type Host } from '../host.ts';

import { plainHost } from './plain.ts';

export const gitbookHost: Host<'gitbook'> = plainHost({
  id: 'gitbook',
  title: 'GitBook',
  docs: 'https://gitbook.com/docs/getting-started/git-sync/content-configuration#redirects',
  source: exactSource,
  pagesFirst: true,
  sensitive: true,
  looseSlash: true,
  query: 'carried',
});
