/** Gatsby: written into the host's own form by its adapter; 302 unless permanent. */
import { exactSource, type Host } from '../host.ts';
import { plainHost, wildcardSource } from './plain.ts';

export const gatsby: Host<'gatsby'> = plainHost({
  id: 'gatsby',
  title: 'Gatsby',
  docs: 'https://www.gatsbyjs.com/docs/reference/config-files/actions/#createRedirect',
  source: (written) => (written.includes('*') ? wildcardSource(written, '*', true) : exactSource(written)),
  sensitive: true,
  looseSlash: true,
  query: 'carried',
});
