/**
 * Vercel's bulk redirects: one table of exact paths, asked before everything else of a deployment, also before
 * `cleanUrls` and `trailingSlash`. Each rule says whether letters count and whether the query goes along; both no.
 */
import { decodePath } from '../../paths.ts';
import { type Host, joinQuery } from '../host.ts';

export const vercelBulk: Host = {
  id: 'vercelBulk',
  title: 'Vercel bulk redirects',
  docs: 'https://vercel.com/docs/routing/redirects/bulk-redirects',
  pagesFirst: false,
  keys(path) {
    const asked = decodePath(path);
    return [asked, folded(asked)];
  },
  ruleKey: (rule, path) => (rule.caseSensitive ? path : folded(path)),
  subject: decodePath,
  answer: (rule, _captures, { query }) => ({
    status: rule.status,
    location: rule.keepsQuery ? joinQuery(rule.to, query) : rule.to,
  }),
};

/** Marked, so that it is no path a rule with regard to case could have. */
function folded(path: string): string {
  return `~${path.toLowerCase()}`;
}
