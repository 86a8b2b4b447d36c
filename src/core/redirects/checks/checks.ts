/** What is wrong with the redirects of a site, rule by rule, each with what would repair it. */
import type { Route } from '../../model.ts';
import { asAddress, type RepoPath, type UrlPath, urlKey } from '../../paths.ts';
import { append } from '../../text/longLists.ts';
import type { RedirectRule, Unread } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import type { RedirectTable, Resolution } from '../resolution.ts';
import { otherSamplesOf, sampleOf } from '../simulate/ruleSample.ts';
import { servedElsewhere, tablesOfServers } from '../simulate/servers.ts';
import { isContent, splitTarget } from '../target.ts';
import { problemsAtEnd } from './checkEnds.ts';
import { unfilled } from './checkTargets.ts';
import { mayBeShownThere, pagesHiddenByFolders } from './hiddenPages.ts';
import { namesInCircles } from './hops.ts';
import { isLeft } from './leftSite.ts';
import { fullFiles, fullForOthers } from './limits.ts';
import { preceded } from './preceded.ts';
import { problem, type RedirectProblem, type Repair } from './problem.ts';
import { isMadeElsewhere, unpublishedOwner } from './unmade.ts';
import { type UntoldTarget, untoldTarget } from './untold.ts';

/** What a look at all rules gave. */
export interface RedirectCheck {
  readonly problems: readonly RedirectProblem[];
  readonly untold: readonly UntoldTarget[];
}

/** Every problem of every rule, in the order of the rules. */
export function checkRedirects(table: RedirectTable): readonly RedirectProblem[] {
  return checkTable(table).problems;
}

/** Every problem of every rule, and what cannot be told, in the order of the rules. Takes time in proportion to their number. */
export function checkTable(table: RedirectTable): RedirectCheck {
  const tables = tablesOfServers(table);
  const own = (rule: RedirectRule) => tables.get(hostOf(rule.host).server) ?? table;
  const elsewhere = servedElsewhere(table);
  const rules = table.rules.filter((rule) => elsewhere(rule) === undefined);
  const untold: UntoldTarget[] = [];
  const problems = [
    ...filesNobodyReads(table.rules, elsewhere),
    ...rules.flatMap((rule) => checkRule(rule, own(rule), untold)),
    ...pagesHiddenByFolders(rules, own),
    ...namesInCircles(rules),
    ...limits(rules),
  ];
  return { problems: problems.map(asExplained), untold };
}

/** One for each file whose redirects are left out, at the first of them. */
function filesNobodyReads(
  rules: readonly RedirectRule[],
  elsewhere: (rule: RedirectRule) => RepoPath | undefined,
): readonly RedirectProblem[] {
  const files = new Map<RepoPath, { first: RedirectRule; count: number; told: RepoPath }>();
  for (const rule of rules) {
    const told = elsewhere(rule);
    const known = files.get(rule.file);
    if (known) known.count++;
    else if (told !== undefined) files.set(rule.file, { first: rule, count: 1, told });
  }
  return [...files.values()].map(({ first, count, told }) => {
    const unchecked = count === 1 ? 'The redirect of this file was' : `The ${count} redirects of this file were`;
    const message = `${unchecked} not checked: ${told} is there for another host, which seems to serve the site. Remove this file if it is left from a move.`;
    return problem('never-matches', 'information', first, message);
  });
}

/** What somebody explained is told, and not called a mistake: nobody is asked to take it out. */
function asExplained(found: RedirectProblem): RedirectProblem {
  const isBlamed = found.code === 'hides-page' || found.repair?.kind === 'remove';
  if (found.rule.isExplained !== true || !isBlamed) return found;
  return { ...found, severity: 'information', repair: undefined };
}

/** The problems of one rule; `untold` takes its target where that cannot be told. */
function checkRule(rule: RedirectRule, table: RedirectTable, untold: UntoldTarget[]): readonly RedirectProblem[] {
  const { source } = rule;
  if (source.kind === 'unknown') return [];
  if (source.kind === 'never') {
    const message = `${rule.from} never answers: ${source.reason}.`;
    return [problem('never-matches', 'warning', rule, message, repairOfDead(source.unread))];
  }
  const wrong = hostOf(rule.host).wrongTarget?.(rule);
  if (wrong !== undefined) return [problem('dead-target', 'error', rule, wrong)];
  const url = sampleOf(rule);
  if (url === undefined || rule.conditions.length > 0 || (rule.query?.length ?? 0) > 0) return [];
  // Neither the page nor its redirect is made, and another one answers.
  if (unpublishedOwner(rule, table) && isMadeElsewhere(rule, table)) return [];
  const whole = table.resolve(url);
  // A host may put the spelling right first, such as a slash, and then look at the rules.
  const turn = turnOf(rule, whole);
  if (whole.steps[turn]?.rule !== rule) return answersBelow(rule, table) ? [] : preceded(rule, url, whole, table);
  const resolution = { ...whole, steps: whole.steps.slice(turn) };
  const open = unfilled(rule, resolution.steps[0]);
  append(
    untold,
    [untoldTarget(rule, resolution)].filter((target) => target !== undefined),
  );
  return [
    ...temporary(rule),
    ...hidden(rule, url, resolution, table),
    ...(open ? [open] : problemsAtEnd(rule, resolution, table)),
  ];
}

/** A page that has moved needs a status that says so. */
function temporary(rule: RedirectRule): readonly RedirectProblem[] {
  const { from, to, host, status, statusIsDefault } = rule;
  // Where a host signs visitors in and out, or runs functions: `/.auth/logout`, `/.netlify/functions/a`, `/cdn-cgi/access/logout`.
  const isService = /^\/(?:\.(?!well-known\/)\w|cdn-cgi\/|__\/)/.test(to);
  if (!statusIsDefault || isService || (status !== 302 && status !== 307)) return [];
  const message = `${from} has no status, and ${hostOf(host).title} takes ${status}, which is temporary. Write 301 if the page has moved for good.`;
  return [problem('temporary', 'warning', rule, message, { kind: 'permanent' })];
}

/**
 * Whether a rule whose sample is another one's has addresses of its own, such as `/docs/*` behind `/docs/:version/`, those of
 * files, to which a host puts no slash, or that of a page which a generator writes, with its slash or without.
 */
function answersBelow(rule: RedirectRule, table: RedirectTable): boolean {
  const { source } = rule;
  const isBoth = source.kind === 'exact' && hostOf(rule.host).makesBothSpellings === true;
  const others = isBoth ? [asAddress(otherSpelling(source.path))] : otherSamplesOf(rule);
  return others.some((url) => table.resolve(url).steps[0]?.rule === rule);
}

function otherSpelling(path: UrlPath): UrlPath {
  return (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : `${path}/`) as UrlPath;
}

/**
 * The first step that a rule makes; for a rule of many addresses one further on, where all before only put the spelling
 * right: it answers the addresses that are spelt so already.
 */
function turnOf(rule: RedirectRule, { steps, url }: Resolution): number {
  const first = steps.findIndex((step) => step.rule !== undefined);
  const own = rule.source.kind === 'exact' ? -1 : steps.findIndex((step) => step.rule === rule);
  const before = steps.slice(0, Math.max(0, own));
  return own > first && before.every(({ location }) => urlKey(location) === urlKey(url)) ? own : first;
}

/** A rule beyond a limit is a good rule: it can go where it is read, or others can make room for it. */
function repairOfDead(unread: Unread | undefined): Repair | undefined {
  switch (unread) {
    case undefined:
      return { kind: 'remove' };
    case 'behind-wildcard':
      return { kind: 'reorder' };
    case 'too-many':
      return undefined;
    default:
      return unread satisfies never;
  }
}

/** Whether the page is certain, and shows something of its own. */
function isShown({ guess, kind, leadsOn }: Route): boolean {
  return guess === undefined && kind !== 'redirect' && kind !== 'dynamic' && leadsOn !== true;
}

/** What puts a slash right shows the page, and where that goes round and round it is told as a loop. */
function comesBack({ url }: Route, { outcome, steps }: Resolution): boolean {
  if (outcome.kind === 'page') return outcome.route.url === url;
  return outcome.kind === 'loop' && urlKey(splitTarget(steps[0]?.location ?? '')[0]) === urlKey(url);
}

/** The rule answers although the site has a page there. */
function hidden(
  rule: RedirectRule,
  url: string,
  resolution: Resolution,
  table: RedirectTable,
): readonly RedirectProblem[] {
  // What shows another file at an address is written for that file, as it has no other way there.
  if (rule.source.kind !== 'exact' || rule.status < 300 || isLeft(table)) return [];
  const page = table.context.routeOf(rule.source.path);
  if (!page || !isShown(page)) return [];
  if (urlKey(page.url) !== urlKey(rule.source.path)) return [];
  // A page that only leads on is its own redirect.
  if (page.file === rule.file || comesBack(page, resolution)) return [];
  if (mayBeShownThere(page, resolution, table.context)) return [];
  if (page.url !== rule.source.path && page.url.length > 1 && !isHiddenAtHome(rule, page, table))
    return besidePage(rule, rule.source.path, page, table);
  // Nobody leads the top of a site elsewhere by mistake, and a page of code there may do nothing but the same.
  if (!isContent(page.file) && urlKey(page.url) === urlKey(table.context.basePath)) return [];
  return [hidingProblem(rule, `${url} is a page of the site (${page.file})`)];
}

/** The host tells an address with its slash from the one without, and the page has the other one. */
function besidePage(rule: RedirectRule, path: string, page: Route, table: RedirectTable): readonly RedirectProblem[] {
  // The file's own name is another address: that of the folder still shows the page.
  if (isNameOfFile(path, page)) return [];
  const [step] = table.resolve(asAddress(page.url)).steps;
  // Another line takes the other spelling: both together hide the page.
  if (step?.rule?.host === rule.host) return [hidingProblem(rule, `${path} is a page of the site (${page.file})`)];
  if (step) return [];
  const message = `${rule.from} is ${page.url} but for its slash, where ${page.file} is shown: this rule answers the one, and the page the other.`;
  return [problem('hides-page', 'information', rule, message)];
}

function hidingProblem(rule: RedirectRule, shown: string): RedirectProblem {
  const host = hostOf(rule.host);
  if (host.winnerIsUntold) {
    const untold = `${shown}, and ${host.title} does not say whether it or this rule answers. Take one of them away.`;
    return problem('hides-page', 'information', rule, untold);
  }
  // The page is shown unless the author says otherwise, in so many signs.
  const isWanted = host.marksForced === true && rule.force;
  const [severity, repair] = isWanted ? (['information'] as const) : (['warning', { kind: 'remove' }] as const);
  return problem('hides-page', severity, rule, `${shown}; this rule hides it.`, repair);
}

/** Whether an address calls the file that a folder shows by its name, where the page is at the folder. */
function isNameOfFile(path: string, page: Route): boolean {
  return /\/index\.html?$/i.test(path) && !/\/index\.html?$/i.test(page.url);
}

function isHiddenAtHome(rule: RedirectRule, page: Route, table: RedirectTable): boolean {
  return table.resolve(page.url).steps.some((step) => step.rule === rule);
}

/** Near the number of rules a host reads. What is beyond it `never-matches`, where the host just stops reading. */
function limits(rules: readonly RedirectRule[]): readonly RedirectProblem[] {
  const own = fullFiles(rules).flatMap((full) => {
    const [first] = full.rules;
    return first ? [{ ...problem('limit', full.isOver ? 'error' : 'information', first, full.message), full }] : [];
  });
  // Nothing is moved for a host that may not be the one.
  const others = fullForOthers(rules).flatMap(({ rules: [first], message }) => {
    const rule = rules.find(({ file, line }) => file === first?.file && line === first.line);
    return rule ? [problem('limit', 'information', rule, message)] : [];
  });
  return [...own, ...others];
}
