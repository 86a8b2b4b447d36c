/** Why a page needs nobody: the reason of each row of the groups beside the findings, the same for every host. */
import { encodeUrl } from '../paths.ts';
import type { AuditResult, Finding } from './findings.ts';
import { notConfirmed, waitingFor } from './report.ts';

/** The groups whose pages are no findings. */
export const settledGroups = ['redirected', 'fine', 'cannotTell', 'ignored'] as const satisfies (keyof AuditResult)[];

/** Every finding of a result, whichever list it stands in. */
export function allFindings(result: AuditResult): readonly Finding[] {
  return [...result.findings, ...settledGroups.flatMap((group) => result[group])];
}

export type SettledGroup = (typeof settledGroups)[number];

/** As a clause. */
export function whySettled(finding: Finding, group: SettledGroup): string {
  const { diagnosis, live, broken } = finding;
  switch (group) {
    case 'redirected':
      return redirectedTo(finding);
    case 'fine':
      if (live?.verdict === 'fine')
        return `${live.detail || `answers ${live.status ?? 'again'}`} (checked ${live.checked})`;
      if (live !== undefined)
        return `leads where ${diagnosis.rule?.file}:${diagnosis.rule?.line} says (checked ${live.checked})`;
      return `${diagnosis.page?.file ?? 'the repository'} publishes it; the live site was not asked`;
    case 'cannotTell':
      return notConfirmed(live) ?? broken.doubt ?? 'the live site was not asked';
    case 'ignored':
      return `ignored by ${finding.ignoredBy ?? 'the user'}`;
    default:
      return group satisfies never;
  }
}

function redirectedTo({ diagnosis: { code, rule, detail, deploy } }: Finding): string {
  const where = `${rule?.file}:${rule?.line}`;
  if (code === 'gone') return `${where} ${detail}; ${waitingFor(deploy)}`;
  return `${where} leads to ${encodeUrl(rule?.to ?? '')}; ${waitingFor(deploy)}`;
}
