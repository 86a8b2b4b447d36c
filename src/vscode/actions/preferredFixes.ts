/** The fixes that need nobody's decision. */
import type { Finding, Fix } from '../../core/report/findings.ts';

/** The fix of each finding that needs no decision. */
export function preferredFixes(findings: readonly Finding[]): readonly Fix[] {
  return findings.flatMap(({ fixes }) => fixes.find(({ isPreferred }) => isPreferred) ?? []);
}
