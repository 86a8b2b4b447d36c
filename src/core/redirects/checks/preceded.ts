/** What answers the address of a rule before the rule does. */
import type { Route } from '../../model.ts';
import { decodePath, urlKey, urlPath } from '../../paths.ts';
import type { RedirectRule } from '../format.ts';
import { formatOf } from '../formats/index.ts';
import { becomesPage, hostOf } from '../hosts/index.ts';
import type { RedirectTable, Resolution, Step } from '../resolution.ts';
import { isAnsweredBy } from '../simulate/winners.ts';
import { isLeft } from './leftSite.ts';
import { problem, type RedirectProblem } from './problem.ts';
import { unpublishedOwner } from './unmade.ts';

/** Something else answers the rule's own address: the first step with a rule, the host's own, or a page. */
export function preceded(
  rule: RedirectRule,
  url: string,
  { steps, undecided }: Resolution,
  table: RedirectTable,
): readonly RedirectProblem[] {
  const first = steps.find((step) => step.rule !== undefined) ?? steps[0];
  const other = first?.rule ?? (first ? undefined : catchAll(rule, undecided, table));
  if (other && unpublishedOwner(other, table)) return [];
  // With and without its slash an address is one on some hosts, and two on others.
  if (other && rule.mayBe && rule.mayBe === other.mayBe && isTwin(rule, other)) return [];
  if (other && isOtherSpelling(rule, other)) return [];
  if (becomesPage(rule) && (isLeft(table) || isSameWay(rule, first))) return [];
  return other ? [behindRule(rule, other)] : behindHost(rule, url, first, table);
}

/** A generator makes the redirect, and the server in front of it leads to the same place, or may: nothing is missed. */
function isSameWay({ to, host }: RedirectRule, step: Step | undefined): boolean {
  // A target that is not told may be that very place.
  if (to === '') return true;
  // One that is written for this very address is told as the same redirect twice.
  if (step === undefined || step.host === host || step.rule?.source.kind === 'exact') return false;
  return urlKey(step.location) === urlKey(to);
}

function isTwin({ source, from }: RedirectRule, other: RedirectRule): boolean {
  return source.kind === 'exact' && other.source.kind === 'exact' && from !== other.from;
}

/** The same rule for an address that is written decoded, or encoded, on a host that wants both. */
function isOtherSpelling(rule: RedirectRule, other: RedirectRule): boolean {
  if (hostOf(rule.host).wantsBothSpellings !== true || rule.host !== other.host) return false;
  return rule.to === other.to && rule.from !== other.from && decodePath(rule.from) === decodePath(other.from);
}

/** A page of the site answers, or the host by itself. */
function behindHost(
  rule: RedirectRule,
  url: string,
  first: Step | undefined,
  table: RedirectTable,
): readonly RedirectProblem[] {
  const page = table.context.routeOf(urlPath(first?.location ?? url));
  if (page && isNotTold(rule, page, table)) return [];
  if (page && (first === undefined || urlKey(urlPath(first.location)) === urlKey(urlPath(url)))) {
    const other = rule.mayBe && hostOf(rule.mayBe);
    if (other?.pagesFirst === false) {
      const instead = rule.status < 300 ? `shows ${rule.to}` : 'redirects';
      const both = `${rule.from} is a page of the site (${page.file}) as well: ${hostOf(rule.host).title} shows the page, and ${other.title} ${instead}. Keep the one that is meant.`;
      return [problem('shadowed-by-page', 'information', rule, both)];
    }
    const message = `${rule.from} is a page of the site (${page.file}), which answers instead of this rule.`;
    return [problem('shadowed-by-page', 'information', rule, message, { kind: 'remove' })];
  }
  if (!first) return [];
  const message = `${rule.from} never answers: ${hostOf(first.host).title} redirects it to ${first.location} before it reads the rules.`;
  return [problem('never-matches', 'warning', rule, message, { kind: 'remove' })];
}

/** Whether the page may be another thing than it seems, or keeps nothing from anybody. */
function isNotTold(rule: RedirectRule, page: Route, table: RedirectTable): boolean {
  // An address that is a guess contradicts nobody.
  if (page.guess !== undefined || makesRedirects(rule, page, table)) return true;
  // What a route shows that code fills is not told, nor where a page leads that only leads on.
  if (page.kind === 'dynamic' || page.leadsOn === true) return true;
  // What only refuses, or sets headers, is no redirect.
  if (rule.status >= 400 || rule.to === '') return true;
  // What shows the page itself keeps the rules behind it from answering there.
  if (rule.status === 200 && urlKey(rule.to) === urlKey(rule.from)) return true;
  // Which of `a.html` and `a/index.html` a page is written to is not told by its address.
  return /\.html?\/?$/i.test(rule.from) && !/\.html?$/i.test(page.url);
}

/** Another rule answers, for the same address or for more. */
function behindRule(rule: RedirectRule, other: RedirectRule): RedirectProblem {
  const where = other.file === rule.file ? `line ${other.line}` : `${other.file}, line ${other.line}`;
  const sameWords = other.from === rule.from && other.format === rule.format;
  const same = sameWords || (other.source.kind === 'exact' && rule.source.kind === 'exact');
  if (same) return duplicate(rule, other, where);
  const repair =
    other.file === rule.file && other.format === rule.format
      ? ({ kind: 'reorder' } as const)
      : ({ kind: 'remove' } as const);
  const on = rule.mayBe && rule.mayBe === other.mayBe ? ` on ${hostOf(rule.host).title}` : '';
  const message = `${rule.from} never answers${on}: ${other.from} in ${where} comes first.`;
  return { ...problem('shadowed-by-rule', 'warning', rule, message, repair), other };
}

function duplicate(rule: RedirectRule, other: RedirectRule, where: string): RedirectProblem {
  const isSame = sameTarget(other.to, rule.to);
  const target = isSame ? 'the same target' : `another target, ${other.to}`;
  // Front matter that was copied, to another version or language; or the same said to generator and host.
  const isCopy = becomesPage(rule) && rule.file !== other.file && (becomesPage(other) || isSame);
  const isKnown = isSame || isAnsweredBy(rule, other);
  const message = isKnown
    ? `${rule.from} is redirected in ${where} already, to ${target}; that rule answers.`
    : `${rule.from} is redirected in ${where} as well, to ${target}, and either may answer. Decide which is right, and remove the other.`;
  const repair = isKnown ? ({ kind: 'remove' } as const) : undefined;
  return { ...problem('duplicate', isCopy ? 'information' : 'warning', rule, message, repair), other };
}

/** A host alone is asked for its first page. */
function sameTarget(one: string, other: string): boolean {
  return one === other || (/^https?:/i.test(one) && URL.parse(one)?.href === URL.parse(other)?.href);
}

/** The page that a rule in front of this one shows for every address, whoever asks. */
function catchAll(
  rule: RedirectRule,
  undecided: Resolution['undecided'],
  { rules }: RedirectTable,
): RedirectRule | undefined {
  const shown = undecided.filter(({ isFallback }) => isFallback);
  if (shown.length === 0) return undefined;
  return rules.find(
    (other) =>
      other !== rule &&
      other.host === rule.host &&
      other.conditions.length === 0 &&
      shown.some(({ file, line, from }) => other.file === file && other.line === line && other.from === from),
  );
}

/** Where a template makes the pages of all such rules, its page is the redirect itself. */
function makesRedirects({ format }: RedirectRule, { file, url }: Route, { context }: RedirectTable): boolean {
  return formatOf(format)?.madeByTemplate === true && context.routeOfFile(file)?.url !== url;
}
