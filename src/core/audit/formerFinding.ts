/** What is said of a broken page on a host that the site has left. */
import { certainDomains } from '../backlinks/certain.ts';
import { siteTarget, webOrigin } from '../backlinks/siteTarget.ts';
import { readSpelling } from '../backlinks/spelling.ts';
import type { FormerPlace } from '../formerPlace.ts';
import type { BrokenPage } from '../model.ts';
import { asAddress, encodeUrl, urlPath } from '../paths.ts';
import type { RedirectRule } from '../redirects/format.ts';
import type { RedirectTable, Resolution } from '../redirects/resolution.ts';
import { arrivalOf } from '../redirects/simulate/arrival.ts';
import type { AuditOptions, Diagnosis, Finding } from '../report/findings.ts';
import { formerMessage, isSeenFailing, strength, waitingFor } from '../report/report.ts';
import { type Deployment, ruleAnswering, withDeployState } from './deployment.ts';
import type { SiteSnapshot } from './diagnose.ts';
import { fixesElsewhere } from './fix.ts';
import type { JudgedPage } from './onePage.ts';

/** What this repository has of a host that the site has left. */
export interface FormerSite {
  /** As that host answers by them. */
  readonly redirects: RedirectTable;
  /** A site of its own is served there, beside rules of today's site that name the host. */
  readonly isApart: boolean;
  /** It is one of the sites of the audit, and redirects are written in it. */
  readonly isWritable: boolean;
}

type FormerPage = JudgedPage & { readonly broken: BrokenPage & { readonly former: FormerPlace } };

export function isFormer(judged: JudgedPage): judged is FormerPage {
  return judged.broken.former !== undefined;
}

/** Neither a rule nor a page of today's host answers on a host that the site has left. */
export function formerGroup(
  judged: FormerPage,
  site: FormerSite | undefined,
  deployment: Deployment | undefined,
): 'fine' | 'redirected' | 'findings' | 'cannotTell' {
  const { broken, live } = judged;
  if (live?.verdict === 'fine') return 'fine';
  if (ruleThere(judged, site, deployment)?.code === 'redirected') return 'redirected';
  return broken.doubt === undefined || isSeenFailing(live) ? 'findings' : 'cannotTell';
}

/** What this repository knows of a page on a host that the site has left. */
interface FormerVerdict {
  readonly diagnosis: Diagnosis;
  /** The rule that answers it there. */
  readonly rule: RedirectRule | undefined;
  /** Where its redirect should lead, a path or a whole address; `undefined` where nobody knows, or a rule is there. */
  readonly to: string | undefined;
  readonly isSure: boolean;
  /** What to do, and where. */
  readonly hint: string;
}

export function formerVerdict(
  judged: FormerPage,
  site: FormerSite | undefined,
  deployment: Deployment | undefined,
): FormerVerdict {
  const { former } = judged.broken;
  const there = ruleThere(judged, site, deployment);
  if (there !== undefined)
    return { diagnosis: there, rule: there.rule, to: undefined, isSure: true, hint: ruleText(former, there) };
  const target = targetOf(judged);
  return { ...target, rule: undefined, hint: handOver(former, target.to, target.isSure, site) };
}

/** Where it leads is known here; its redirect is written where that host is served. */
export async function formerFinding(
  judged: FormerPage,
  site: FormerSite | undefined,
  deployment: Deployment | undefined,
  options: AuditOptions,
): Promise<Finding> {
  const { broken, live } = judged;
  const { former } = broken;
  const { diagnosis, rule, to, isSure, hint } = formerVerdict(judged, site, deployment);
  const fixes =
    to === undefined || site?.isWritable !== true
      ? []
      : await fixesElsewhere(former, to, isSure, site.redirects, options);
  return {
    broken,
    diagnosis,
    live,
    severity: certainDomains(broken) >= options.errorFromDomains ? 'error' : 'warning',
    message: formerMessage(broken, live, hint),
    place: rule ?? { file: former.file, line: former.line },
    fixes,
    removal: undefined,
  };
}

/** What a redirect of that host means for the page; `undefined` where there is none. */
function ruleThere(
  { broken: { former }, snapshot, diagnosis, live }: FormerPage,
  site: FormerSite | undefined,
  deployment: Deployment | undefined,
): Diagnosis | undefined {
  if (site === undefined) return undefined;
  const rule = ruleAnswering(former, site.redirects);
  if (rule === undefined) return undefined;
  const there = site.redirects.resolve(asAddress(former.path));
  const end = endHere(there, snapshot);
  const isThere = end?.kind === 'alive' || end?.kind === 'unknowable';
  const route = end?.kind === 'alive' ? end.route : undefined;
  const detail = `to ${there.steps.at(-1)?.location ?? 'nothing'}`;
  const code = isThere ? 'redirected' : 'redirect-broken';
  const found: Diagnosis = { path: diagnosis.path, suggestions: [], code, rule, page: route, detail };
  return isThere ? withDeployState(found, rule, isSeenFailing(live), site.redirects, deployment) : found;
}

/** The way goes on where that host leads to the one of today. */
function endHere({ outcome }: Resolution, { site, redirects }: SiteSnapshot) {
  const target = siteTarget(site.permalinks.address?.url ?? '');
  const spelling = outcome.kind === 'off-site' ? readSpelling(outcome.url) : undefined;
  if (spelling === undefined || spelling.host !== target?.host) return arrivalOf(outcome);
  return arrivalOf(redirects.resolve(asAddress(urlPath(spelling.path))).outcome);
}

/** Where the page is today, as a whole address where the site's is known. */
function targetOf(page: FormerPage): {
  readonly to: string | undefined;
  readonly isSure: boolean;
  readonly diagnosis: Diagnosis;
} {
  const diagnosis = movedHere(page);
  const [best] = diagnosis.suggestions;
  if (best === undefined || strength(best) === 'weak') return { to: undefined, isSure: false, diagnosis };
  const own = siteTarget(page.snapshot.site.permalinks.address?.url ?? '');
  const path = encodeUrl(best.url);
  return { to: own === undefined ? path : `${webOrigin(own)}${path}`, isSure: best.confident, diagnosis };
}

/** A page that the site of today has, at its address or behind a redirect, has moved there from the host before. */
function movedHere({ broken: { former }, diagnosis }: FormerPage): Diagnosis {
  const { code, page, path } = diagnosis;
  if (page === undefined || (code !== 'published' && code !== 'redirected')) return diagnosis;
  const evidence = [
    { kind: 'former-host', text: `${former.file} says what was below ${former.address} is here`, weight: 1 },
  ];
  const { url, file, title } = page;
  return {
    path,
    code: 'moved',
    suggestions: [{ url, file, title, confidence: 0.99, confident: page.guess === undefined, evidence }],
  };
}

function ruleText({ host }: FormerPlace, { rule, code, detail, deploy }: Diagnosis): string {
  const where = `${host} is a former host of this site. ${rule?.file}:${rule?.line}`;
  if (code === 'redirect-ineffective') return `${where} should redirect it: ${detail}.`;
  return code === 'redirected'
    ? `${where} redirects it ${detail}, ${waitingFor(deploy)}.`
    : `${where} redirects it ${detail}, where no page is; redirect it elsewhere.`;
}

/** The redirect that somebody has to write where the former host is served, and where it leads. */
function handOver(
  { host, path }: FormerPlace,
  to: string | undefined,
  isSure: boolean,
  site: FormerSite | undefined,
): string {
  const what = to === undefined ? undefined : `${encodeUrl(path)} to ${to} (301)`;
  const rule =
    what === undefined
      ? 'No page here is known to have replaced it; decide where it should lead.'
      : `${isSure ? 'The redirect to write there' : 'Perhaps the redirect to write there'}: ${what}.`;
  const served = servedText(host, site);
  return `${host} is a former host of this site${served}. ${rule}`;
}

function servedText(host: string, site: FormerSite | undefined): string {
  if (site === undefined) return ', and no site of this repository is served there';
  if (site.isApart) return ', and another site of this repository is served there';
  const rule = site.redirects.rules.find(({ from }) => from.includes(host));
  return rule === undefined ? ' with rules of its own here' : `, whose rules are in ${rule.file}`;
}
