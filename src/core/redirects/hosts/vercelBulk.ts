/**
 * Vercel's bulk redirects: one table of exact paths, asked before everything else of a deployment, also before
 * `cleanUrls` and `trailingSlash`. Each rule says whether letters count and whether the query goes along; both no.
 */
import { decodePath } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';
import { exactSource, joinQuery, type LimitedHost } from '../host.ts';

export const vercelBulk: LimitedHost<'vercelBulk', 'addressLength'> = {
  id: 'vercelBulk',
  title: 'Vercel bulk redirects',
  docs: 'https://vercel.com/docs/routing/redirects/bulk-redirects',
  server: 'vercel',
  pagesFirst: false,
  limits: { addressLength: 2048 },
  source: bulkSource,
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

function bulkSource(from: string): SourcePattern {
  if (/[?#]/.test(from)) return { kind: 'never', reason: 'a source with ? or # is never compared' };
  if (/\*|\/:\w/.test(from)) {
    return { kind: 'never', reason: 'bulk redirects have no wildcards; move it into the redirects of vercel.json' };
  }
  return exactSource(from);
}
