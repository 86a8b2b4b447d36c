/** One redirect for a directory that moved, in a place where it is proved to do nothing but that. */

import { asAddress, encodeUrl, isTooLong, type UrlPath, urlKey } from '../paths.ts';
import { tableWith } from '../redirects/editing/trial.ts';
import { isForErrors } from '../redirects/errorPages.ts';
import type { Redirect, RedirectRule } from '../redirects/format.ts';
import type { RedirectTable, ResolutionOutcome } from '../redirects/resolution.ts';
import type { AuditOptions, DirectoryRule } from '../report/findings.ts';
import { unlistedBelow } from '../site/unlistedFolders.ts';
import { count } from '../wording/amounts.ts';
import type { SiteSnapshot } from './diagnose.ts';
import { pastAddresses } from './directoryRuleText.ts';
import { type PlannedRedirect, placesFor } from './fix.ts';
import { type MovedDirectory, movedDirectories } from './movedDirectories.ts';

/**
 * The rules that would lead at least one of the addresses asked about to its page, each in the fittest place that takes
 * it. What a rule would do is asked of the host's own way of reading: every past address below the directory, every page
 * that is published there and every redirect that exists must end where it should.
 */
export async function directoryRules(
  asked: readonly UrlPath[],
  snapshot: SiteSnapshot,
  { preferredFormats }: Pick<AuditOptions, 'preferredFormats'>,
): Promise<readonly DirectoryRule[]> {
  const { past, site, redirects } = snapshot;
  const isRedirected = (url: UrlPath) =>
    redirects.resolve(asAddress(url)).steps.some(({ rule }) => rule === undefined || !isForErrors(rule));
  const rules: DirectoryRule[] = [];
  const wanted = asked.filter((path) => !isTooLong(path));
  const directories = movedDirectories(past, site.routes, isRedirected, wanted);
  if (directories.length === 0) return [];
  const unlisted = await unlistedBelow(site, redirects.context.repo, []);
  for (const moved of directories) {
    if (unlisted(moved.from) !== undefined) continue;
    const broken = wanted.filter((path) => leadsToPage(path, moved, snapshot));
    if (broken.length === 0) continue;
    const redirect: Redirect = { from: moved.from, to: encodeUrl(moved.to), status: 301, below: true };
    const exceptions = moved.exceptions.map(
      (rule): Redirect => ({ from: rule.from, to: encodeUrl(rule.to), status: 301 }),
    );
    for (const place of await placesFor(redirect, redirects, preferredFormats)) {
      const rule = await provedRule(redirect, exceptions, place, moved, snapshot);
      if (rule === undefined) continue;
      rules.push(ruleOf(rule, redirect, exceptions, place, moved, broken));
      break;
    }
  }
  return rules;
}

/** Whether the rule leads the address to a page, and not to where an exception has to. */
function leadsToPage(path: UrlPath, { from, to, exceptions }: MovedDirectory, { site }: SiteSnapshot): boolean {
  if (!path.startsWith(from)) return false;
  const key = urlKey(path);
  if (exceptions.some((exception) => urlKey(exception.from) === key)) return false;
  const there = site.routes.answer(mapped(path, from, to));
  return there !== undefined && there.kind !== 'dynamic';
}

function mapped(path: UrlPath, from: string, to: string): UrlPath {
  return `${to}${path.slice(from.length)}` as UrlPath;
}

/** The rule as it would be written, when nothing goes wrong with it. */
async function provedRule(
  redirect: Redirect,
  exceptions: readonly Redirect[],
  place: PlannedRedirect,
  moved: MovedDirectory,
  { site, redirects }: SiteSnapshot,
): Promise<RedirectRule | undefined> {
  const trial = await tableWith([...exceptions, redirect], place.format, place.plan.file, redirects);
  const rule = trial?.rules.find((entry) => isNew(entry, redirects) && entry.source.kind !== 'exact');
  if (trial === undefined || rule === undefined) return undefined;
  const endsAt = (url: UrlPath, wanted: UrlPath) => {
    const page = site.routes.answer(wanted);
    return page !== undefined && end(trial.resolve(asAddress(url)).outcome) === `page ${page.url}`;
  };
  const isProved =
    moved.right.every((url) => endsAt(url, mapped(`${urlKey(url)}/` as UrlPath, moved.from, moved.to))) &&
    moved.exceptions.every(({ from, to }) => endsAt(from, to)) &&
    untouched(moved.from, site.routes.all, redirects).every(
      (url) => end(trial.resolve(asAddress(url)).outcome) === end(redirects.resolve(asAddress(url)).outcome),
    );
  return isProved ? rule : undefined;
}

/** Everything that has an answer today: what is published in the directory, and what a redirect of one address leads. */
function untouched(
  directory: string,
  routes: SiteSnapshot['site']['routes']['all'],
  { rules, context }: RedirectTable,
): readonly UrlPath[] {
  const isInside = (url: string) => `${urlKey(url)}/`.startsWith(directory);
  const copied = context.staticRoots.flatMap((root) => {
    const folder = `${root === '' ? '' : `${root}/`}${directory.slice(1)}`;
    return context.repo.files.flatMap((file) => (file.startsWith(folder) ? [file.slice(folder.length)] : []));
  });
  return [
    ...routes.flatMap(({ kind, url }) => (kind !== 'dynamic' && isInside(url) ? [url] : [])),
    ...copied.map((rest) => `${directory}${rest}` as UrlPath),
    ...rules.flatMap(({ source }) => (source.kind === 'exact' ? [source.path] : [])),
  ];
}

function isNew(rule: RedirectRule, { rules }: RedirectTable): boolean {
  return !rules.some(({ file, from, to }) => file === rule.file && from === rule.from && to === rule.to);
}

function end(outcome: ResolutionOutcome): string {
  if ('route' in outcome) return `${outcome.kind} ${outcome.route.url}`;
  return `${outcome.kind} ${'url' in outcome ? outcome.url : ''}`;
}

function ruleOf(
  { from, to, status }: RedirectRule,
  redirect: Redirect,
  exceptions: readonly Redirect[],
  { format, plan }: PlannedRedirect,
  { right, gone }: MovedDirectory,
  broken: readonly UrlPath[],
): DirectoryRule {
  const covers = `${count(broken.length, 'broken page')}, ${pastAddresses(right.length)} of the past`;
  return {
    pattern: { from, to, status },
    broken,
    right: right.length,
    gone: gone.length,
    fix: {
      title: `Redirect everything below ${encodeUrl(redirect.from)} to ${redirect.to} (${plan.label}): ${covers}`,
      redirect,
      exceptions,
      format: format.id,
      file: plan.file,
      create: plan.create,
      isPreferred: false,
    },
  };
}
