/** Where a new rule has to stand so that no rule above it answers first. */

import { compileRegex } from '../../text/linearRegex.ts';
import type { Redirect, RedirectRule, SourcePattern } from '../format.ts';
import { sentPath } from '../host.ts';
import { hostOf } from '../hosts/index.ts';
import { isMetByPath } from '../requirement.ts';

/** Whether a rule answers everything the source would, for everybody. Patterns are held against a sample of the source. */
function shadows(rule: RedirectRule, source: SourcePattern, page?: string): boolean {
  if ((rule.query?.length ?? 0) > 0 || (rule.conditions.length > 0 && !isForPath(rule, source))) return false;
  const host = hostOf(rule.host);
  const own = rule.source;
  if (source.kind !== 'exact' && source.kind !== 'prefix' && source.kind !== 'pattern') return false;
  const samples = samplesOf(source, page);
  // One spelling that is taken away is enough, where the host counts spellings as one address.
  const slashed = `${source.kind === 'exact' ? source.path : ''}/`;
  const isLoose = source.kind === 'exact' && host.keys(slashed).includes(host.keys(source.path)[0] ?? '');
  const matches = (test: (sample: string) => boolean) => samples.every(test) || (isLoose && test(slashed));
  if (own.kind === 'exact') {
    return source.kind === 'exact' && host.keys(sentPath(source.path)).includes(host.ruleKey(rule, own.path));
  }
  if (own.kind === 'prefix') {
    const key = host.ruleKey(rule, own.path);
    return samples.every((sample) => {
      const path = host.ruleKey(rule, sample as typeof own.path);
      return key === '/' || path === key || path.startsWith(`${key}/`);
    });
  }
  if (own.kind !== 'pattern') return false;
  if (source.kind === 'pattern' && source.regex === own.regex) return true;
  const regex = compileRegex(own.regex);
  return regex !== undefined && matches((sample) => regex.test(host.subject(sentPath(sample))));
}

/** What its conditions ask is of the path alone, and so of the source. */
function isForPath({ requires }: RedirectRule, source: SourcePattern): boolean {
  return requires !== undefined && source.kind === 'exact' && isMetByPath(requires, sentPath(source.path));
}

/** Addresses that stand for all that a source answers; `page` is one that a pattern is for. */
function samplesOf(source: Extract<SourcePattern, { kind: 'exact' | 'prefix' | 'pattern' }>, page?: string): string[] {
  if (source.kind === 'pattern') return [page ?? `${source.under === '/' ? '' : source.under}/a-page/of/it`];
  if (source.kind === 'exact') return [source.path];
  return [source.path, `${source.path === '/' ? '' : source.path}/a-page/of/it`];
}

/** Whether a rule may answer an address, whatever it asks of the visitor. */
export function mayAnswer({ source, host }: RedirectRule, asked: SourcePattern): boolean {
  if (source.kind === 'exact' || source.kind === 'never' || asked.kind !== 'exact') return false;
  // What cannot be told may answer it.
  if (source.kind !== 'pattern') return true;
  const { path } = asked;
  const regex = compileRegex(source.regex);
  const own = hostOf(host);
  return regex === undefined || [path, own.subject(sentPath(path))].some((each) => regex.test(each));
}

/**
 * The first of the rules that would keep a rule of this source from ever answering; one that can take its place does not.
 * `page` is an address that the source is for, as one of a single page may be a pattern (in every language of the site).
 */
export function firstShadowing(
  rules: readonly RedirectRule[],
  source: SourcePattern,
  page?: string,
): RedirectRule | undefined {
  return rules.find((rule) => {
    const same = rule.source.kind === 'exact' && rule.status >= 300 && sameSource([rule], source) !== undefined;
    return !same && shadows(rule, source, page);
  });
}

/** A rule for the same source, for everybody. */
export function sameSource(rules: readonly RedirectRule[], source: SourcePattern): RedirectRule | undefined {
  return rules.find((rule) => {
    if (rule.conditions.length > 0 || (rule.query?.length ?? 0) > 0) return false;
    if (source.kind === 'exact' && rule.source.kind === 'exact') {
      const host = hostOf(rule.host);
      const own = host.ruleKey(rule, rule.source.path);
      const wanted = host.ruleKey(rule, source.path);
      // Where a source without its slash answers both spellings, it takes the place of the one with it.
      return own === wanted || (own === `${wanted}/` && host.keys(own).includes(wanted));
    }
    return source.kind === 'pattern' && rule.source.kind === 'pattern' && rule.source.regex === source.regex;
  });
}

export function isPermanent(status: number): boolean {
  return status === 301 || status === 308;
}

/**
 * The status to write a rule anew with: for now where its author wrote so, else for good. A rule that rewrites counts as one
 * for now, so that its format leaves the status as it is.
 */
export function statusAnew({
  status,
  statusIsDefault,
}: Pick<RedirectRule, 'status' | 'statusIsDefault'>): Redirect['status'] {
  if (statusIsDefault || isPermanent(status)) return 301;
  return status === 307 ? 307 : 302;
}

/** Both for good, or both for now: a rule of the one status need not be changed to the other. */
export function hasSamePermanence(status: number, wanted: number): boolean {
  return isPermanent(status) === isPermanent(wanted);
}
