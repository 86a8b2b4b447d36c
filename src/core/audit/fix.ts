/** The redirects that would fix a broken page, each in one place. */

import { escapedPath } from '../backlinks/spelling.ts';
import type { Decision } from '../decisions/decisions.ts';
import type { BrokenPage, Suggestion } from '../model.ts';
import { encodeUrl, type UrlPath, urlPath } from '../paths.ts';
import { askedOnce } from '../redirects/askedOnce.ts';
import { redirectFormats } from '../redirects/editing/formats.ts';
import type { SoundFormat } from '../redirects/editing/soundEdits.ts';
import type { Redirect, RedirectFormat, RedirectRule, WritePlan } from '../redirects/format.ts';
import { becomesPage } from '../redirects/hosts/index.ts';
import { splitTarget } from '../redirects/target.ts';
import { statusAnew } from '../redirects/writing/placement.ts';
import type { AuditOptions, Diagnosis, Fix } from '../report/findings.ts';
import { confidence, strength } from '../report/report.ts';
import { applyEdits } from '../text/edits.ts';
import { count } from '../wording/amounts.ts';
import { byHabit, habitOf, habitText, isMadeByBuild, type WrittenSite } from './mechanisms.ts';

/** A place where a redirect can be written. */
export interface PlannedRedirect {
  readonly format: RedirectFormat;
  readonly plan: WritePlan;
}

/**
 * The best places that can take this redirect, `most` of them. The user's own order wins, then what the site has made its
 * habit, then what fits it best. None that the build makes itself. Where a rule answers for the address already, only its
 * file can change that. They are put in order before they are proved, and what is not asked for is not proved.
 */
export async function placesFor(
  redirect: Redirect,
  site: WrittenSite,
  preferred: readonly string[],
  { rule, most = Number.POSITIVE_INFINITY }: { readonly rule?: RedirectRule | undefined; readonly most?: number } = {},
): Promise<readonly PlannedRedirect[]> {
  // A page that leads on is written again with its site, or not at all.
  const file = rule === undefined || becomesPage(rule) ? undefined : rule.file;
  const drafts: (PlannedRedirect & { readonly format: SoundFormat })[] = [];
  const refusing = askedOnce(neverUsed, site.context);
  for (const format of redirectFormats) {
    if (refusing.has(format.id)) continue;
    const plan = await format.draft(redirect, site.context);
    if ('refused' in plan && plan.ofSite) refusing.add(format.id);
    if ('refused' in plan || (file !== undefined && plan.file !== file)) continue;
    if (plan.create && (await isMadeByBuild(plan.file, site.context))) continue;
    drafts.push({ format, plan });
  }
  const wanted = (place: PlannedRedirect): number => {
    const rank = preferred.indexOf(place.format.id);
    return rank < 0 ? preferred.length : rank;
  };
  const habit = habitOf(site);
  const used = (a: PlannedRedirect, b: PlannedRedirect) => byHabit(habit, a.format.id, b.format.id);
  drafts.sort((a, b) => wanted(a) - wanted(b) || used(a, b) || b.plan.fitness - a.plan.fitness);
  const places: PlannedRedirect[] = [];
  for (const { format, plan } of drafts) {
    if (places.length >= most) break;
    const proved = await format.proved(plan, redirect, site.context);
    if (!('refused' in proved)) places.push({ format, plan });
  }
  return places;
}

/** The formats that take no redirect of a site, as far as they were asked: most of them, and every redirect would ask again. */
function neverUsed(): Set<string> {
  return new Set();
}

/** What takes the place of a redirect keeps its status: whether one is for good is decided by its author. */
function statusFor(rule: RedirectRule | undefined): Redirect['status'] {
  const isRedirect = rule !== undefined && rule.status >= 300 && rule.status <= 399 && !becomesPage(rule);
  return isRedirect ? statusAnew(rule) : 301;
}

/** How many places the best suggestion is offered in; the others get one each. */
const placesOfBest = 2;
const suggestionsShown = 2;

/** The quick fixes of a diagnosis, best first. None where no redirect helps. */
export async function fixesFor(
  diagnosis: Diagnosis,
  site: WrittenSite,
  options: Pick<AuditOptions, 'preferredFormats'>,
): Promise<readonly Fix[]> {
  const fixes: Fix[] = [...(await fixesBack(diagnosis, site, options))];
  for (const [rank, suggestion] of diagnosis.suggestions.slice(0, suggestionsShown).entries()) {
    const { path: from, rule } = diagnosis;
    const whole: Redirect = { from, to: encodeUrl(suggestion.url), status: statusFor(rule) };
    const most = rank === 0 ? placesOfBest : 1;
    for (const place of await placesFor(whole, site, options.preferredFormats, { rule, most })) {
      const redirect = (await toSection(suggestion, whole, place, site)) ?? whole;
      const isThere = ({ format, file, redirect: { to } }: Fix) =>
        format === place.format.id && file === place.plan.file && to === redirect.to;
      if (fixes.some(isThere)) continue;
      const isPreferred = fixes.length === 0 && suggestion.confident && isOpen(diagnosis);
      fixes.push(fixOf(redirect, place, site, { isPreferred, decision: 'accepted', suggestion }));
    }
  }
  return fixes;
}

/** The same redirect to the part of the page that is meant, where this place can name one. */
async function toSection(
  { section }: Suggestion,
  whole: Redirect,
  { format, plan }: PlannedRedirect,
  { context }: WrittenSite,
): Promise<Redirect | undefined> {
  if (section === undefined) return undefined;
  const redirect = { ...whole, to: `${whole.to}#${section}` };
  const own = await format.plan(redirect, context);
  if ('refused' in own || own.file !== plan.file) return undefined;
  const text = (await context.repo.read(plan.file)) ?? '';
  const edits = format.add([redirect], text, plan.file, context);
  if ('refused' in edits) return undefined;
  const { rules } = format.parse(applyEdits(text, edits), plan.file, context);
  return rules.some(({ to }) => to.endsWith(`#${section}`)) ? redirect : undefined;
}

/** What somebody who has it written decides of the page, whatever part of it is named. */
export function decisionOf({ decision, redirect: { from, to } }: Fix): Decision | undefined {
  return decision === undefined ? undefined : { kind: decision, from, to: urlPath(splitTarget(to)[0]) };
}

/** A page with several spellings has a redirect for each that the first one does not cover. */
export function withSpellings(fixes: readonly Fix[], { spellings }: BrokenPage): readonly Fix[] {
  const paths = [...new Set(spellings.map(urlPath))];
  const escaped = spellings.flatMap((url) => escapedPath(url) ?? []);
  const all = escaped.length === 0 ? fixes : fixes.map((fix) => ({ ...fix, escaped }));
  return all.map((fix) => {
    const others = paths.filter((path) => path !== fix.redirect.from);
    if (others.length === 0) return fix;
    const title = `${fix.title}, and ${count(others.length, 'other spelling')} where the host needs it`;
    return { ...fix, spellings: others, title };
  });
}

/** No rule that is not understood may answer already. */
function isOpen({ undecided = [] }: Diagnosis): boolean {
  return undecided.length === 0;
}

/** The redirect that was taken out, where it stood if it can be written there. */
async function fixesBack(
  diagnosis: Diagnosis,
  site: WrittenSite,
  options: Pick<AuditOptions, 'preferredFormats'>,
): Promise<readonly Fix[]> {
  const { path, lost } = diagnosis;
  if (lost === undefined) return [];
  const to = lost.to.startsWith('/') ? encodeUrl(lost.to) : lost.to;
  const redirect: Redirect = { from: path, to, status: statusFor(lost.rule) };
  const places = await placesFor(redirect, site, options.preferredFormats);
  const place = places.find(({ plan }) => plan.file === lost.rule.file) ?? places[0];
  return place ? [fixOf(redirect, place, site, { isPreferred: isOpen(diagnosis) })] : [];
}

/** A redirect to a page the user chose, best place first; none when no format of the site can write it. */
export async function fixesTo(
  from: UrlPath,
  to: UrlPath,
  site: WrittenSite,
  options: Pick<AuditOptions, 'preferredFormats'>,
  rule?: RedirectRule,
): Promise<readonly Fix[]> {
  const redirect: Redirect = { from, to: encodeUrl(to), status: statusFor(rule) };
  const places = await placesFor(redirect, site, options.preferredFormats, { rule, most: placesOfBest });
  return places.map((place) => fixOf(redirect, place, site, { isPreferred: false, decision: 'changed' }));
}

/** A redirect on another host that the repository has a site of, to a whole address. */
export async function fixesElsewhere(
  { host, path }: { readonly host: string; readonly path: UrlPath },
  to: string,
  isSure: boolean,
  site: WrittenSite,
  options: Pick<AuditOptions, 'preferredFormats'>,
): Promise<readonly Fix[]> {
  const redirect: Redirect = { from: path, to, status: 301 };
  const places = await placesFor(redirect, site, options.preferredFormats, { most: placesOfBest });
  return places.map((place, rank) => ({
    ...fixOf(redirect, place, site, { isPreferred: isSure && rank === 0 }),
    host,
  }));
}

function fixOf(
  redirect: Redirect,
  { format, plan }: PlannedRedirect,
  site: WrittenSite,
  {
    isPreferred,
    decision,
    suggestion,
  }: Pick<Fix, 'isPreferred' | 'decision'> & { readonly suggestion?: Suggestion | undefined },
): Fix {
  const needs = plan.needs?.map(({ message }) => message);
  const because = habitText(format.id, habitOf(site)) ?? plan.because;
  const evidence = suggestion && `${confidence(suggestion)} ${strength(suggestion)}`;
  const how = [...(evidence ? [evidence] : []), plan.label].join('; ');
  return {
    title: [`Redirect ${encodeUrl(redirect.from)} to ${redirect.to} (${how})`, ...(needs ?? [])].join('. '),
    needs,
    where: plan.label,
    because,
    redirect,
    format: format.id,
    file: plan.file,
    create: plan.create,
    // Nothing that keeps the site from being built is written by one click.
    isPreferred: isPreferred && plan.needs?.some(({ stopsBuild }) => stopsBuild) !== true,
    decision,
  };
}
