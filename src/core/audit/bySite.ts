/** Where several sites of a repository are audited together: what each of them is fixed by. */
import { siteTarget } from '../backlinks/siteTarget.ts';
import type { BrokenPage } from '../model.ts';
import type { AuditOptions, DirectoryRule, Finding } from '../report/findings.ts';
import { append } from '../text/longLists.ts';
import type { SiteSnapshot } from './diagnose.ts';
import { directoryRules } from './directoryRules.ts';

/** The first of the sites, and what the person wants. */
interface Audited {
  readonly snapshot: SiteSnapshot;
  readonly options: AuditOptions;
}

/** The rules for whole directories, found for the pages of each site by themselves. */
export async function rulesOf(
  findings: readonly Finding[],
  snapshotOf: (page: BrokenPage) => SiteSnapshot,
  input: Audited,
): Promise<readonly DirectoryRule[]> {
  const rules: DirectoryRule[] = [];
  for (const snapshot of new Set(findings.map(({ broken }) => snapshotOf(broken)))) {
    const own = findings.filter(({ broken }) => snapshotOf(broken) === snapshot && broken.former === undefined);
    const [first] = own;
    if (first === undefined) continue;
    const host = hostBeside(first.broken, snapshot, input);
    const paths = own.map(({ diagnosis }) => diagnosis.path);
    const made = await directoryRules(paths, snapshot, input.options);
    append(
      rules,
      made.map((rule) => ({ ...rule, fix: host === undefined ? rule.fix : { ...rule.fix, host } })),
    );
  }
  return rules;
}

/** The host of a page that belongs to another site than the first, whose files a redirect of it must not be written into. */
export function hostBeside(
  { url }: BrokenPage,
  own: SiteSnapshot,
  { snapshot }: Pick<Audited, 'snapshot'>,
): string | undefined {
  return own === snapshot ? undefined : siteTarget(url)?.host;
}

/** The rule for the whole directory stands right behind the best redirect of the address alone. */
export function withDirectoryRule(
  finding: Finding,
  rules: readonly DirectoryRule[],
  host: string | undefined,
): Finding {
  const rule = rules.find(({ broken, fix }) => fix.host === host && broken.includes(finding.diagnosis.path));
  if (rule === undefined || finding.broken.former !== undefined) return finding;
  const at = finding.fixes.findIndex(({ redirect }) => redirect.status !== 410) + 1;
  const fixes = at === 0 ? [...finding.fixes, rule.fix] : finding.fixes.toSpliced(at, 0, rule.fix);
  return { ...finding, fixes };
}
