/** One sentence for one thing, where an audit and the check of the redirects see the same. */

import type { RedirectFinding } from '../redirects/repair/review.ts';
import type { Finding } from '../report/findings.ts';

/** Of the redirects, what the audit does not say already, with the links that are lost by it. */
export function notInAudit(
  redirects: readonly RedirectFinding[],
  findings: readonly Finding[],
): readonly RedirectFinding[] {
  const said = new Set(
    findings.flatMap(({ diagnosis: { code, rule } }) =>
      code === 'redirect-broken' && rule ? [`${rule.file}:${rule.line}`] : [],
    ),
  );
  if (said.size === 0) return redirects;
  const isSame = ({ code, place }: RedirectFinding) =>
    (code === 'dead-target' || code === 'draft-target' || code === 'loop') && said.has(`${place.file}:${place.line}`);
  return redirects.filter((finding) => !isSame(finding));
}
