/** An audit as one line of JSON for programs. */
import type { AuditResult } from '../core/report/findings.ts';
import { jsonLine, type TerminalText } from '../core/wording/terminalText.ts';

/** What an index may not know of a page: `null` in JSON, which has no other word for it. */
const unknowable: ReadonlySet<string> = new Set([
  'status',
  'statusSeen',
  'backlinks',
  'referringDomains',
  'dofollow',
  'rank',
  'firstSeen',
  'lastSeen',
]);

export function auditJson(result: AuditResult): TerminalText {
  return jsonLine(result, (key, value) => (key === 'broken' ? withNulls(value) : value));
}

function withNulls(broken: unknown): unknown {
  if (typeof broken !== 'object' || broken === null || Array.isArray(broken)) return broken;
  const nulls = Object.fromEntries([...unknowable].map((name) => [name, null]));
  const known = Object.fromEntries(Object.entries(broken).filter(([, value]) => value !== undefined));
  return { ...nulls, ...known };
}
