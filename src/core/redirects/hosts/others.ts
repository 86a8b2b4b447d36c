/** Hosts with nothing of their own beyond the common points. */
import { plainHost } from './plain.ts';

/** Mintlify: 308, first match, no regard to case of the pattern's literal text is documented, so case counts. */
export const mintlify = plainHost({
  id: 'mintlify',
  title: 'Mintlify',
  docs: 'https://mintlify.com/docs/create/redirects',
  sensitive: true,
  looseSlash: true,
  query: 'carried',
});

/** MDN: a sorted map, compared without regard to case; a live document is never a source. */
export const mdn = plainHost({
  id: 'mdn',
  title: 'MDN',
  docs: 'https://github.com/mdn/content/blob/main/CONTRIBUTING.md',
  pagesFirst: true,
  sensitive: false,
  looseSlash: true,
  query: 'carried',
});

/** Microsoft Learn: the address of a removed source file. */
export const mslearn = plainHost({
  id: 'mslearn',
  title: 'Microsoft Learn',
  docs: 'https://learn.microsoft.com/contribute/content/redirects',
  pagesFirst: true,
  sensitive: false,
  looseSlash: true,
  query: 'carried',
});

/** GitHub Docs: `redirect_from` without a language. */
export const githubDocs = plainHost({
  id: 'githubDocs',
  title: 'GitHub Docs',
  docs: 'https://docs.github.com/en/contributing/writing-for-github-docs/using-yaml-frontmatter#redirect_from',
  pagesFirst: true,
  sensitive: true,
  looseSlash: true,
  query: 'carried',
});

/** Gatsby: written into the host's own form by its adapter; 302 unless permanent. */
export const gatsby = plainHost({
  id: 'gatsby',
  title: 'Gatsby',
  docs: 'https://www.gatsbyjs.com/docs/reference/config-files/actions/#createRedirect',
  sensitive: true,
  looseSlash: true,
  query: 'carried',
});
