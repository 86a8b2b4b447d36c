/** Three states of a redirect: in the working tree, in what is deployed, and on the live site. */
import type { BrokenPage, Day, Gap } from '../model.ts';
import { asAddress, encodeUrl } from '../paths.ts';
import { redirectFormats } from '../redirects/editing/formats.ts';
import type { RedirectContext, RedirectRule } from '../redirects/format.ts';
import { hostOf } from '../redirects/hosts/index.ts';
import { leadingRule, type RedirectTable } from '../redirects/resolution.ts';
import type { DeployState, Diagnosis, Finding } from '../report/findings.ts';
import { count } from '../wording/amounts.ts';

/** What is deployed, as far as the repository knows it. */
export interface Deployment {
  /** As git calls it: `origin/main`. */
  readonly ref: string;
  /** What was there on that day is deployed by now. */
  readonly settledOn: Day;
  stateOf(rule: RedirectRule): DeployState;
  /** How another host that reads the rule's file would take it, where that tells why it does not work: a clause. */
  otherReadingOf?(rule: RedirectRule): string | undefined;
}

/** The rule that answers an address first; `undefined` where none does. */
export function ruleAnswering({ path }: Pick<BrokenPage, 'path'>, redirects: RedirectTable): RedirectRule | undefined {
  return leadingRule(redirects.resolve(asAddress(path)));
}

/** Whether a text of the rule's file, from another time, holds the rule. */
export function holdsRule(text: string | undefined, rule: RedirectRule, context: RedirectContext): boolean {
  const format = redirectFormats.find(({ id }) => id === rule.format);
  if (text === undefined || format === undefined) return false;
  const { rules } = format.parse(text, rule.file, context);
  return rules.some(({ from, to, status }) => from === rule.from && to === rule.to && status === rule.status);
}

/** Why a rule that is deployed may not work: a clause. */
function whyIneffective(rule: RedirectRule, { rules }: RedirectTable): string {
  const own = hostOf(rule.host);
  const servers = new Map(rules.map(({ host }) => [hostOf(host).server, hostOf(host).title] as const));
  const others = [...servers].flatMap(([server, title]) =>
    server === undefined || server === own.server ? [] : [title],
  );
  if (own.server !== undefined && others.length > 0) {
    return `this repository has rules of ${others.join(' and ')}, too, which does not read ${rule.file}`;
  }
  if (own.server !== undefined) return `only ${own.title} reads ${rule.file}; another server ignores it`;
  return 'the page that this redirect becomes is not on the site; look at what the build of the deployed commit makes';
}

/**
 * A redirect with what is known of its deploy. One that is there for longer than a deploy takes, while the live site is
 * seen to fail, does not work: it is none to wait for.
 */
export function withDeployState(
  redirected: Diagnosis,
  rule: RedirectRule,
  isFailing: boolean,
  redirects: RedirectTable,
  deployment: Deployment | undefined,
): Diagnosis {
  if (deployment === undefined) return redirected;
  const { ref, settledOn } = deployment;
  const deployed: Diagnosis = { ...redirected, deploy: { ref, state: deployment.stateOf(rule) } };
  if (redirected.code === 'gone' || deployed.deploy?.state !== 'settled' || !isFailing) return deployed;
  const why = deployment.otherReadingOf?.(rule) ?? whyIneffective(rule, redirects);
  const detail = `it has been in ${ref} since before ${settledOn}; ${why}`;
  return { ...deployed, code: 'redirect-ineffective', detail };
}

/** Redirects that are not in what is deployed are no all-clear, however right they are. */
export function unmergedGap(redirected: readonly Finding[]): readonly Gap[] {
  const unmerged = redirected.filter(({ diagnosis }) => diagnosis.deploy?.state === 'unmerged');
  const [first] = unmerged;
  if (first?.diagnosis.deploy === undefined) return [];
  const { path, rule, deploy } = first.diagnosis;
  const what = `${count(unmerged.length, 'redirect')} ${unmerged.length === 1 ? 'is' : 'are'} not in ${deploy.ref}, which is deployed`;
  const message = `${what}, such as the one of ${encodeUrl(path)} (${rule?.file}:${rule?.line}). Merge and push it, or name what is deployed with deployedRef in .broken-backlinks.json.`;
  return [{ kind: 'not-merged', count: unmerged.length, message }];
}
