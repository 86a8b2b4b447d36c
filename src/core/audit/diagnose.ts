/** What became of one broken page, decided from the repository alone. */
import { escapedPath } from '../backlinks/spelling.ts';
import type { Decision } from '../decisions/decisions.ts';
import type { LedgerOptions } from '../history/ledger.ts';
import type { PastAddresses } from '../history/past.ts';
import type { BrokenPage, Commit, PastPage, Route, Suggestion } from '../model.ts';
import { asAddress, below, isTooLong, type RepoPath, type UrlPath } from '../paths.ts';
import { lostRedirect } from '../redirects/checks/guard.ts';
import type { RedirectRule } from '../redirects/format.ts';
import { leadingRule, type RedirectTable, type Resolution } from '../redirects/resolution.ts';
import { leadsClause } from '../redirects/simulate/describe.ts';
import { withoutFallbacks } from '../redirects/simulate/undecided.ts';
import { onlyOnceBuilt } from '../redirects/unknowableTarget.ts';
import type { Diagnosis } from '../report/findings.ts';
import { isPage } from '../routeTable.ts';
import type { Site } from '../site/site.ts';
import { likely } from '../suggest/doubt.ts';
import { arrivalAfter, withBeyond } from './beyondRedirect.ts';
import { meantPast } from './onePage.ts';
import { typoOf } from './typo.ts';

/** Everything about a site a diagnosis looks at. */
export interface SiteSnapshot {
  readonly site: Site;
  readonly redirects: RedirectTable;
  readonly past: PastAddresses;
  /** The redirects of the last commit, where the working tree has others. */
  readonly committed?: RedirectTable | undefined;
  readonly suggest: (broken: BrokenPage) => readonly Suggestion[];
  /** What people decided about suggestions; `suggest` knows of it. */
  readonly decisions?: readonly Decision[] | undefined;
  /** Files of the past, of the pages that are asked about, that git ignores now. */
  readonly ignored?: ReadonlySet<RepoPath> | undefined;
  /** Everything the site published at any time. */
  readonly published?: PublishedAddresses | undefined;
}

/** The addresses a site really had, one entry for each address and file. Both throw `AbortError` when cancelled. */
export interface PublishedAddresses {
  /** In any state of the branch. */
  ever(task: LedgerOptions): Promise<readonly PastPage[]>;
  /** In this commit. */
  at(commit: Commit, task: LedgerOptions): Promise<readonly PastPage[]>;
  /** Files that were copied as they are and are gone. */
  files(task: LedgerOptions): Promise<readonly PastPage[]>;
}

/** Pure: the same snapshot gives the same answer. `status` is the newest that is known, live before index. */
export function diagnose(broken: BrokenPage, snapshot: SiteSnapshot, status = broken.status): Diagnosis {
  const { path } = broken;
  if (isTooLong(path)) return { path, code: 'never-existed', typo: 'too-long', suggestions: [] };
  const resolution = snapshot.redirects.resolve(escapedPath(broken.url) ?? asAddress(path));
  const known = settled(broken, resolution, snapshot, status);
  const isAsked = known === undefined || known.code === 'redirect-broken' || isHidden(known.code);
  const own = snapshot.past.lookup(path)[0] ?? broken.published?.page;
  const made = known === undefined ? mayBeMade(path, status, snapshot, own) : undefined;
  const suggestions = isAsked ? besideMade(made, suggestionsFor(broken, known, snapshot)) : [];
  const doubts = withoutFallbacks(resolution.undecided);
  const undecided = doubts.length > 0 ? { undecided: doubts } : {};
  if (known !== undefined) return { path, suggestions, ...undecided, ...known };
  const lost = lostRedirect(path, snapshot.redirects, snapshot.committed);
  const past = own ?? meantPast(broken, snapshot);
  if (past !== undefined) {
    const code = leadsToPage(past, snapshot.site) ? 'moved' : 'removed';
    return { path: own === undefined ? past.url : path, code, past, lost, made, suggestions, ...undecided };
  }
  const typo = typoOf(path, snapshot.site.routes);
  const unknown = made === undefined ? notKnown(path, snapshot) : { made };
  if (unknown === undefined) return { path, code: 'never-existed', typo, lost, suggestions, ...undecided };
  return { path, code: 'unknown-past', ...unknown, typo, lost, suggestions, ...undecided };
}

function suggestionsFor(broken: BrokenPage, known: Settled | undefined, snapshot: SiteSnapshot): readonly Suggestion[] {
  const own = snapshot.suggest(broken);
  return known?.code === 'redirect-broken' ? withBeyond(broken, own, snapshot) : own;
}

/** The files that pages had last which are gone and went nowhere: one that git ignores now may be made anew by a build. */
export function filesGone(pages: readonly BrokenPage[], past: PastAddresses): readonly RepoPath[] {
  return filesDeleted(pages.flatMap(({ path, published }) => past.lookup(path)[0] ?? published?.page ?? []));
}

/** The same of pages of the past. */
export function filesDeleted(pages: readonly PastPage[]): readonly RepoPath[] {
  return pages.flatMap(({ fate, file }) => (fate.kind === 'deleted' ? [file] : []));
}

function ignoredNow({ file }: PastPage): string {
  return `git ignores ${file} now, where a build may make that page`;
}

/** Why the address may be there once the site is built; nobody has seen it fail where code alone would tell. */
export function mayBeMade(
  path: UrlPath,
  status: number | undefined,
  { redirects, site, ignored }: Pick<SiteSnapshot, 'redirects' | 'site' | 'ignored'>,
  past: PastPage | undefined,
): string | undefined {
  if (status === undefined && past !== undefined && ignored?.has(past.file)) return ignoredNow(past);
  const pattern = status === undefined ? site.routes.unknownPattern(path) : undefined;
  const byCode =
    pattern && `the code of ${pattern.file} decides which pages there are at ${pattern.url}, and none of them is known`;
  return onlyOnceBuilt(path, redirects.context) ?? byCode;
}

/** Of pages that only a build makes one may be the better answer, or the address's own: none of those known here is sure. */
function besideMade(made: string | undefined, suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const [best, ...others] = suggestions;
  if (made === undefined || best === undefined) return suggestions;
  const confidence = Math.min(best.confidence, likely);
  return [{ ...best, confidence, confident: false, doubt: best.doubt ?? made }, ...others];
}

/** Why nobody can tell of an address that is not found whether it was published; `undefined` where one can. */
function notKnown(path: UrlPath, { past, site }: SiteSnapshot): { readonly gap: string | undefined } | undefined {
  const isRead = site.routes.pages.length > 0 || past.size > 0;
  const gap = past.reach === 'whole' ? site.permalinks.untold?.(path) : past.gap;
  if (isRead) return past.reach === 'whole' && gap === undefined ? undefined : { gap };
  return { gap: past.gap ?? nothingRead };
}

/** Where code makes all pages, a whole history tells no more than the files of today. */
const nothingRead =
  'No page of this site could be read from its files, present or past, so it is unknown what the site published; "broken-backlinks routes --explain" says why, and what to declare.';

type Settled = Omit<Diagnosis, 'path' | 'suggestions'>;

/** What the working tree itself says of the address; `undefined` when it knows nothing of it. */
function settled(
  { path, published }: BrokenPage,
  resolution: Resolution,
  snapshot: SiteSnapshot,
  status: number | undefined,
): Settled | undefined {
  const rule = leadingRule(resolution);
  if (rule !== undefined) return redirected(rule, resolution, snapshot);
  const answered = snapshot.site.routes.answer(path);
  // A pattern answers to every value; only the site's code knows which of them exist.
  if (answered !== undefined && answered.kind !== 'dynamic') {
    return { code: status !== undefined && status >= 500 ? 'server-error' : 'published', page: answered };
  }
  const hidden = snapshot.site.routes.unpublished(path);
  if (hidden !== undefined) {
    const told = [...snapshot.past.lookup(path), ...(published === undefined ? [] : [published.page])];
    const past = told.find(({ fate }) => fate.kind === 'unpublished');
    return { code: hiddenCode(hidden), page: hidden, past };
  }
  return undefined;
}

function redirected(rule: RedirectRule, { outcome }: Resolution, { past }: SiteSnapshot): Settled {
  const arrival = arrivalAfter(outcome, past);
  switch (arrival.kind) {
    case 'alive':
      return { code: 'redirected', rule, page: arrival.route, detail: leadsClause(arrival) };
    case 'unknowable':
      return { code: 'redirected', rule, detail: leadsClause(arrival), isUnknowable: true };
    case 'refused':
      return { code: 'gone', rule, detail: `answers ${arrival.status} on purpose` };
    case 'dead':
      return { code: 'redirect-broken', rule, page: arrival.route, detail: leadsClause(arrival) };
    default:
      return arrival satisfies never;
  }
}

type HiddenCode = 'draft' | 'future' | 'expired' | 'unpublished';

function isHidden(code: Diagnosis['code']): code is HiddenCode {
  return code === 'draft' || code === 'future' || code === 'expired' || code === 'unpublished';
}

function hiddenCode(route: Route): HiddenCode {
  return route.kind === 'draft' || route.kind === 'future' || route.kind === 'expired' ? route.kind : 'unpublished';
}

/** Whether the files the page went to are published today. */
function leadsToPage(past: PastPage, site: Site): boolean {
  const isCopied = (file: RepoPath) => site.permalinks.staticRoots.some((root) => below(file, root) !== undefined);
  return (
    'to' in past.fate &&
    past.fate.to.some(
      (file) => site.routes.ofFile(file).some((route) => isPage(route) || route.kind === 'static') || isCopied(file),
    )
  );
}
