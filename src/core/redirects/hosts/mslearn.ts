/** Microsoft Learn: the address of a removed source file. */
import { exactSource, type Host } from '../host.ts';
import { plainHost } from './plain.ts';

export const mslearn: Host<'mslearn'> = plainHost({
  id: 'mslearn',
  title: 'Microsoft Learn',
  docs: 'https://learn.microsoft.com/contribute/content/redirects',
  pagesFirst: true,
  source: exactSource,
  sharesFolders: true,
  sensitive: false,
  looseSlash: true,
  query: 'carried',
});
