/** Puts an index's answer, the repository and the live site together: what is reported, and what is settled. */
import { certainLinks } from '../backlinks/certain.ts';
import { siteTarget } from '../backlinks/siteTarget.ts';
import { areHostsTold } from '../backlinks/webAddress.ts';
import { mostWorthFirst, worthOf } from '../backlinks/worth.ts';
import type { BacklinkAnswer, BrokenPage, LeftOut, Note } from '../model.ts';
import { type UrlKey, urlKey, urlPath } from '../paths.ts';
import type { AuditOptions, AuditResult, Diagnosis, Finding, Fix, LiveCheck } from '../report/findings.ts';
import { isSeenFailing, message } from '../report/report.ts';
import { append } from '../text/longLists.ts';
import { count } from '../wording/amounts.ts';
import { hostBeside, rulesOf, withDirectoryRule } from './bySite.ts';
import { type Deployment, unmergedGap, withDeployState } from './deployment.ts';
import { diagnose, type SiteSnapshot } from './diagnose.ts';
import { fixesFor, withSpellings } from './fix.ts';
import { type FormerSite, formerFinding, formerGroup, isFormer } from './formerFinding.ts';
import { type IgnoredBy, ignoring } from './ignored.ts';
import { asOnePage, type JudgedPage, samePage } from './onePage.ts';
import { gapsOf, isSilent, notConfirmedNote, outcomeOf, unknowableNote } from './outcome.ts';
import { pageRemedyOf } from './pageRemedies.ts';
import { placeOfFinding, redirectsPlace, withSeverities } from './placing.ts';
import { removalOf } from './removal.ts';

export const defaultAuditOptions: AuditOptions = {
  minimumDomains: 1,
  dofollowOnly: false,
  errorFromDomains: 10,
  ignore: [],
  preferredFormats: [],
};

/** An answer of an index and everything that it is judged by. */
export interface AuditInput {
  readonly siteName: string;
  readonly answer: BacklinkAnswer;
  /** Of the site itself: what people decided, and what is said of all pages. */
  readonly snapshot: SiteSnapshot;
  /** Of the site a page belongs to, where the repository has several; `snapshot` for all of them without it. */
  readonly snapshotOf?: ((page: BrokenPage) => SiteSnapshot) | undefined;
  /** What the live site answered, by the page's `url`; empty when it was not asked. */
  readonly checks: ReadonlyMap<string, LiveCheck>;
  readonly options: AuditOptions;
  /** What is deployed; absent where nobody knows. */
  readonly deployment?: Deployment | undefined;
  /** What the repository has of hosts that the site has left, by their names. */
  readonly formerSites?: ReadonlyMap<string, FormerSite> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called between pages, so that the signal may arrive in the midst of many. */
  readonly pause?: (() => Promise<void>) | undefined;
}

/** Diagnoses every broken page. Decides from values alone; asking again after an edit needs no new request. */
export async function audit(input: AuditInput): Promise<AuditResult> {
  const { answer, options, snapshotOf = () => input.snapshot } = input;
  const ignoredBy = ignoring(options.ignore, input.snapshot.decisions);
  const groups = {
    findings: [] as Finding[],
    redirected: [] as Finding[],
    fine: [] as Finding[],
    cannotTell: [] as Finding[],
    ignored: [] as Finding[],
  };
  const filtered: LeftOut[] = [];
  const isHostNamed = areHostsTold(hostsOf(answer.pages), input.siteName);
  for (const { group, ...page } of await judgedPages(input, ignoredBy)) {
    await input.pause?.();
    input.signal?.throwIfAborted();
    const { broken } = page;
    const limit = limitOf(broken, options);
    if (limit !== undefined) {
      filtered.push({ url: broken.url, reason: 'filtered', detail: limit, backlinks: certainLinks(broken) });
      continue;
    }
    const finding = { ...(await findingOf(page, input, isHostNamed)), worth: worthOf(broken) };
    groups[group].push(group === 'ignored' ? { ...finding, ignoredBy: ignorer(page, ignoredBy) } : finding);
  }
  groups.findings = withoutFailingTargets(groups.findings, snapshotOf);
  const rules = await rulesOf(groups.findings, snapshotOf, input);
  groups.findings = groups.findings.map((finding) =>
    withDirectoryRule(finding, rules, hostBeside(finding.broken, snapshotOf(finding.broken), input)),
  );
  for (const group of Object.values(groups)) group.sort((a, b) => mostWorthFirst(a.broken, b.broken));
  groups.findings = withSeverities(groups.findings, options.errorFromDomains);
  const gaps = [...gapsOf(answer, groups.cannotTell), ...unmergedGap(groups.redirected)];
  return {
    site: input.siteName,
    outcome: outcomeOf({ findings: groups.findings, gaps }),
    gaps,
    asked: answer.asked,
    source: answer.source,
    ...groups,
    listPlace: redirectsPlace(input.snapshot),
    directoryRules: rules,
    leftOut: [...answer.leftOut, ...filtered],
    notes: [
      ...answer.notes,
      ...notConfirmedNote(groups.findings),
      ...unknowableNote(groups.redirected),
      ...notesOf([input.snapshot, ...answer.pages.map(snapshotOf)]),
    ],
    truncated: answer.truncated,
    unconfirmed: isSilent(groups.findings) ? notConfirmedNote(groups.findings)[0]?.message : undefined,
  };
}

type Group = 'findings' | 'redirected' | 'fine' | 'cannotTell' | 'ignored';

/** Every page of the answer in its group, all its spellings together. */
async function judgedPages(
  { answer, checks, deployment, formerSites, signal, pause, snapshot, snapshotOf = () => snapshot }: AuditInput,
  ignoredBy: IgnoredBy,
): Promise<readonly (JudgedPage & { readonly group: Group })[]> {
  const pages = new Map<string, { readonly key: string; group: Group; members: [JudgedPage, ...JudgedPage[]] }>();
  const sites = new Map<SiteSnapshot, number>();
  for (const broken of answer.pages) {
    await pause?.();
    signal?.throwIfAborted();
    const own = snapshotOf(broken);
    const site = sites.get(own) ?? sites.size;
    sites.set(own, site);
    const live = checks.get(broken.url);
    const seen = live?.verdict === 'cannot-tell' ? undefined : live?.status;
    const inTree = diagnose(broken, own, seen ?? broken.status);
    const judged = { broken, live, snapshot: own, diagnosis: asDeployed(inTree, live, own, deployment) };
    const group = ignorer(judged, ignoredBy) !== undefined ? 'ignored' : groupOf(judged, formerSites, deployment);
    // The same path on another host is another page, whose redirect stands elsewhere.
    const key = `${site} ${broken.former?.address ?? ''} ${samePage(judged)}`;
    const page = pages.get(`${group} ${key}`);
    if (page === undefined) pages.set(`${group} ${key}`, { key, group, members: [judged] });
    else page.members.push(judged);
  }
  for (const [name, { key, group, members }] of pages) {
    // One spelling that surely fails tells of the others, which the same host answers alike.
    const certain = group === 'cannotTell' ? pages.get(`findings ${key}`) : undefined;
    if (certain === undefined) continue;
    append(certain.members, members);
    pages.delete(name);
  }
  return [...pages.values()].map(({ group, members }) => ({ group, ...asOnePage(members) }));
}

/** Which limit of the user a page is below; an unknown number of domains is below none. */
function limitOf({ referringDomains, dofollow }: BrokenPage, options: AuditOptions): string | undefined {
  if (referringDomains !== undefined && referringDomains < options.minimumDomains) {
    return `${count(referringDomains, 'domain')}, fewer than ${options.minimumDomains}`;
  }
  return options.dofollowOnly && dofollow === 0 ? 'no link that may pass rank' : undefined;
}

/** No redirect leads to a page that is there and fails itself. */
function withoutFailingTargets(
  findings: readonly Finding[],
  snapshotOf: (page: BrokenPage) => SiteSnapshot,
): Finding[] {
  const failing = new Map<SiteSnapshot, Set<UrlKey>>();
  for (const { broken, diagnosis } of findings) {
    if (diagnosis.code !== 'server-error' && diagnosis.code !== 'published') continue;
    const ofSite = failing.get(snapshotOf(broken)) ?? new Set();
    failing.set(snapshotOf(broken), ofSite.add(urlKey(diagnosis.path)));
  }
  if (failing.size === 0) return [...findings];
  return findings.map((finding) => {
    const ofSite = failing.get(snapshotOf(finding.broken));
    const leadsToFailing = ({ redirect: { to, status } }: Fix) => status !== 410 && ofSite?.has(urlKey(urlPath(to)));
    return { ...finding, fixes: finding.fixes.filter((fix) => !leadsToFailing(fix)) };
  });
}

/** What is said of all sites, each sentence once. */
function notesOf(snapshots: readonly SiteSnapshot[]): readonly Note[] {
  const notes = [...new Set(snapshots)].flatMap(({ site }) => site.notes);
  const first = new Map<string, Note>();
  for (const note of notes) {
    const key = `${note.file}:${note.line} ${note.message}`;
    if (!first.has(key)) first.set(key, note);
  }
  return [...first.values()];
}

/** With what is known of the deploy: a redirect that is there for long and does not answer is none to wait for. */
function asDeployed(
  diagnosis: Diagnosis,
  live: LiveCheck | undefined,
  { redirects }: SiteSnapshot,
  deployment: Deployment | undefined,
): Diagnosis {
  const { code, rule } = diagnosis;
  if (rule === undefined || (code !== 'redirected' && code !== 'gone')) return diagnosis;
  const isFailing = isSeenFailing(live) && !leadsAsWritten(diagnosis, live);
  return withDeployState(diagnosis, rule, isFailing, redirects, deployment);
}

function ignorer({ broken, diagnosis }: JudgedPage, ignoredBy: IgnoredBy): string | undefined {
  const paths = [broken.path, diagnosis.path, ...(broken.former === undefined ? [] : [broken.former.path])];
  return ignoredBy({ url: broken.url, paths });
}

function groupOf(
  judged: JudgedPage,
  formerSites: AuditInput['formerSites'],
  deployment: Deployment | undefined,
): Exclude<Group, 'ignored'> {
  if (isFormer(judged)) return formerGroup(judged, formerSites?.get(judged.broken.former.host), deployment);
  const { broken, diagnosis, live } = judged;
  if (live?.verdict === 'fine' || leadsAsWritten(diagnosis, live)) return 'fine';
  if (diagnosis.code === 'redirected' || diagnosis.code === 'gone') return 'redirected';
  if (isSeenFailing(live)) return 'findings';
  // The repository publishes it: whether it failed since, only the live site could tell. Not asked, what the index saw
  // is out of date.
  if (diagnosis.code === 'published') return live === undefined ? 'fine' : 'cannotTell';
  // What the index saw stands until the live site says otherwise; a site that cannot be reached says nothing.
  return broken.doubt === undefined ? 'findings' : 'cannotTell';
}

/** Whether the live site leads where a redirect of the repository does: that is meant, be it to the home page. */
function leadsAsWritten({ code, page, rule }: Diagnosis, live: LiveCheck | undefined): boolean {
  if (code !== 'redirected' || live?.verdict !== 'leads-home' || live.end === undefined) return false;
  const end = urlKey(urlPath(live.end));
  return [page?.url, rule?.to].some((to) => to !== undefined && urlKey(urlPath(to)) === end);
}

/** Those of the sites of today. */
function hostsOf(pages: readonly BrokenPage[]): ReadonlySet<string> {
  return new Set(pages.flatMap(({ former, url }) => (former ? [] : (siteTarget(url)?.host ?? []))));
}

async function findingOf(judged: JudgedPage, input: AuditInput, isHostNamed: boolean): Promise<Finding> {
  const { options, formerSites, deployment } = input;
  const { broken, diagnosis, live, snapshot } = judged;
  if (isFormer(judged)) return formerFinding(judged, formerSites?.get(judged.broken.former.host), deployment, options);
  const removal = await removalOf(diagnosis, snapshot.redirects, options);
  const single = [
    ...(removal?.fix === undefined ? [] : [removal.fix]),
    ...(await fixesFor(diagnosis, snapshot.redirects, options)),
  ];
  const host = hostBeside(broken, snapshot, input);
  const mayBeThere = !isSeenFailing(live) && broken.status === undefined && isOfPattern(diagnosis, snapshot);
  const fixes = withSpellings(single, broken).map((fix) => ({
    ...fix,
    isPreferred: fix.isPreferred && !mayBeThere,
    ...(host !== undefined && { host }),
  }));
  const { place, isRelative } = placeOfFinding(diagnosis, snapshot);
  const onTarget = !isRelative && place.file === diagnosis.suggestions[0]?.file;
  return {
    broken,
    diagnosis,
    live,
    severity: severityOf(live, diagnosis),
    message: message(broken, live, diagnosis, onTarget, isHostNamed),
    place,
    isRelative,
    fixes,
    remedy: pageRemedyOf(diagnosis, snapshot),
    removal: removal?.text,
  };
}

/** A pattern of the site takes the address: only who saw it fail knows that none of its pages has it. */
function isOfPattern({ path }: Diagnosis, { site }: SiteSnapshot): boolean {
  return site.routes.answer(path)?.kind === 'dynamic';
}

function severityOf(live: LiveCheck | undefined, { code }: Diagnosis): Finding['severity'] {
  // A page that is there may have failed for a moment, when the index looked.
  if (code === 'server-error' && !isSeenFailing(live)) return 'information';
  if (code === 'draft' || code === 'future' || code === 'expired' || code === 'unpublished') return 'information';
  if (code === 'published' || code === 'redirected' || code === 'gone') return 'information';
  return 'warning';
}
