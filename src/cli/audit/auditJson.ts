/** An audit as one line of JSON for programs; `docs/audit.schema.json` says what each field means. */
import { certainLinks } from '../../core/backlinks/certain.ts';
import type { AuditResult } from '../../core/report/findings.ts';
import { jsonPieces, type TerminalText } from '../../core/wording/terminalText.ts';
import { jsonVersion } from '../shared/command.ts';
import type { AppliedFixes } from './fixes.ts';

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

/** What is told of the run beside its result. */
export interface AuditRun {
  readonly costMicros: number;
  /** The answer was kept from before, or read from files. */
  readonly isStored: boolean;
  /** What `--fix` wrote. */
  readonly written: AppliedFixes['written'];
}

/** In pieces: of many pages the whole is tens of megabytes. */
export function auditJson(result: AuditResult, run: AuditRun): Iterable<TerminalText> {
  const { findings, redirected, fine, cannotTell, ignored, leftOut } = result;
  const counts = {
    findings: findings.length,
    links: findings.reduce((sum, { broken }) => sum + certainLinks(broken), 0),
    redirected: redirected.length,
    fine: fine.length,
    cannotTell: cannotTell.length,
    ignored: ignored.length,
    leftOut: leftOut.length,
  };
  return jsonPieces({ version: jsonVersion, ...run, counts, ...result }, (key, value) =>
    key === 'broken' ? withNulls(value) : value,
  );
}

function withNulls(broken: unknown): unknown {
  if (typeof broken !== 'object' || broken === null || Array.isArray(broken)) return broken;
  const nulls = Object.fromEntries([...unknowable].map((name) => [name, null]));
  const known = Object.fromEntries(Object.entries(broken).filter(([, value]) => value !== undefined));
  return { ...nulls, ...known };
}
