/** GitHub Docs: `redirect_from` without a language. */
import { exactSource, type Host } from '../host.ts';
import { plainHost } from './plain.ts';

export const githubDocs: Host<'githubDocs'> = plainHost({
  id: 'githubDocs',
  title: 'GitHub Docs',
  docs: 'https://docs.github.com/en/contributing/writing-for-github-docs/using-yaml-frontmatter#redirect_from',
  pagesFirst: true,
  source: exactSource,
  sensitive: true,
  looseSlash: true,
  query: 'carried',
});
