/** What is deployed of the redirects that answer the pages of an answer. */
import { type Deployment, holdsRule, ruleAnswering } from '../core/audit/deployment.ts';
import { otherReading } from '../core/audit/otherReading.ts';
import type { BrokenPage } from '../core/model.ts';
import type { UrlPath } from '../core/paths.ts';
import type { RedirectRule } from '../core/redirects/format.ts';
import type { RedirectTable } from '../core/redirects/resolution.ts';
import type { DeployState } from '../core/report/findings.ts';
import { deployedFiles } from '../io/git/deployedFiles.ts';
import { deploySettings } from './configuration.ts';
import type { Task, Workspace } from './workspace.ts';

const dayLength = 24 * 60 * 60 * 1000;

/** `undefined` where no redirect answers any of them, or nobody knows what is deployed. */
export async function readDeployment(
  { directory, now, layers }: Workspace,
  pages: readonly BrokenPage[],
  redirectsOf: (page: BrokenPage) => RedirectTable | undefined,
  { signal }: Task,
): Promise<Deployment | undefined> {
  const answering = new Map<RedirectRule, { readonly redirects: RedirectTable; readonly path: UrlPath }>();
  for (const page of pages) {
    const redirects = redirectsOf(page);
    const path = page.former?.path ?? page.path;
    const rule = redirects && ruleAnswering({ path }, redirects);
    if (redirects === undefined || rule === undefined || answering.has(rule)) continue;
    answering.set(rule, { redirects, path });
  }
  if (answering.size === 0) return undefined;
  const { ref, days } = deploySettings(layers);
  const before = new Date(Date.parse(now) - days.value * dayLength).toISOString();
  const files = [...new Set([...answering.keys()].map(({ file }) => file))];
  const deployed = await deployedFiles(directory, { ref: ref?.value, before, files }, { signal });
  if (deployed === undefined) return undefined;
  const known = new Map<RedirectRule, DeployState>();
  for (const [rule, { redirects }] of answering) {
    const isIn = (texts: typeof deployed.now | undefined) => holdsRule(texts?.get(rule.file), rule, redirects.context);
    known.set(rule, isIn(deployed.now) ? (isIn(deployed.earlier) ? 'settled' : 'fresh') : 'unmerged');
  }
  return {
    ref: deployed.ref,
    settledOn: before.slice(0, 10),
    stateOf: (rule) => known.get(rule) ?? 'fresh',
    otherReadingOf: (rule) => {
      const [text, asked] = [deployed.now.get(rule.file), answering.get(rule)];
      if (text === undefined || asked === undefined) return undefined;
      return otherReading(rule, asked.path, text, asked.redirects.context);
    },
  };
}
