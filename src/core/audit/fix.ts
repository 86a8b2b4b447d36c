/** The redirects that would fix a broken page, each in one place. */

import type { BrokenPage } from '../model.ts';
import { encodeUrl, type UrlPath, urlPath } from '../paths.ts';
import { redirectFormats } from '../redirects/editing/formats.ts';
import type { Redirect, RedirectContext, RedirectFormat, RedirectRule, WritePlan } from '../redirects/format.ts';
import { becomesPage } from '../redirects/hosts/index.ts';
import type { AuditOptions, Diagnosis, Fix } from '../report/findings.ts';
import { count } from '../wording/amounts.ts';

/** A place where a redirect can be written. */
export interface PlannedRedirect {
  readonly format: RedirectFormat;
  readonly plan: WritePlan;
}

/**
 * Every place that can take this redirect, the fittest for this site first; the user's own order wins. Where a rule
 * answers for the address already, only its file can change that.
 */
export async function placesFor(
  redirect: Redirect,
  context: RedirectContext,
  preferred: readonly string[],
  rule?: RedirectRule,
): Promise<readonly PlannedRedirect[]> {
  // A page that leads on is written again with its site, or not at all.
  const file = rule === undefined || becomesPage(rule) ? undefined : rule.file;
  const places: PlannedRedirect[] = [];
  for (const format of redirectFormats) {
    const plan = await format.plan(redirect, context);
    if ('refused' in plan) continue;
    if (file === undefined || plan.file === file) places.push({ format, plan });
  }
  const wanted = (place: PlannedRedirect): number => {
    const rank = preferred.indexOf(place.format.id);
    return rank < 0 ? preferred.length : rank;
  };
  return places.sort((a, b) => wanted(a) - wanted(b) || b.plan.fitness - a.plan.fitness);
}

/** How many places the best suggestion is offered in; the others get one each. */
const placesOfBest = 3;
const suggestionsShown = 3;

/** The quick fixes of a diagnosis, best first. None where no redirect helps. */
export async function fixesFor(
  diagnosis: Diagnosis,
  context: RedirectContext,
  options: Pick<AuditOptions, 'preferredFormats'>,
): Promise<readonly Fix[]> {
  const fixes: Fix[] = [...(await fixesBack(diagnosis, context, options))];
  for (const [rank, suggestion] of diagnosis.suggestions.slice(0, suggestionsShown).entries()) {
    const redirect: Redirect = { from: diagnosis.path, to: encodeUrl(suggestion.url), status: 301 };
    const places = await placesFor(redirect, context, options.preferredFormats, diagnosis.rule);
    for (const place of places.slice(0, rank === 0 ? placesOfBest : 1)) {
      const isThere = ({ format, file, redirect: { to } }: Fix) =>
        format === place.format.id && file === place.plan.file && to === redirect.to;
      if (fixes.some(isThere)) continue;
      const isPreferred = fixes.length === 0 && suggestion.confident && isOpen(diagnosis);
      fixes.push(fixOf(redirect, place, isPreferred, 'accepted'));
    }
  }
  return fixes;
}

/** A page with several spellings has a redirect for each that the first one does not cover. */
export function withSpellings(fixes: readonly Fix[], { spellings }: BrokenPage): readonly Fix[] {
  const paths = [...new Set(spellings.map(urlPath))];
  return fixes.map((fix) => {
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
  context: RedirectContext,
  options: Pick<AuditOptions, 'preferredFormats'>,
): Promise<readonly Fix[]> {
  const { path, lost } = diagnosis;
  if (lost === undefined) return [];
  const to = lost.to.startsWith('/') ? encodeUrl(lost.to) : lost.to;
  const redirect: Redirect = { from: path, to, status: 301 };
  const places = await placesFor(redirect, context, options.preferredFormats);
  const place = places.find(({ plan }) => plan.file === lost.rule.file) ?? places[0];
  return place ? [fixOf(redirect, place, isOpen(diagnosis), undefined)] : [];
}

/** A redirect to a page the user chose, in the fittest place; `undefined` when no format of the site can write it. */
export async function fixTo(
  from: UrlPath,
  to: UrlPath,
  context: RedirectContext,
  options: Pick<AuditOptions, 'preferredFormats'>,
  rule?: RedirectRule,
): Promise<Fix | undefined> {
  const redirect: Redirect = { from, to: encodeUrl(to), status: 301 };
  const [best] = await placesFor(redirect, context, options.preferredFormats, rule);
  return best === undefined ? undefined : fixOf(redirect, best, false, 'changed');
}

function fixOf(
  redirect: Redirect,
  { format, plan }: PlannedRedirect,
  isPreferred: boolean,
  decision: Fix['decision'],
): Fix {
  const needs = plan.needs?.map(({ message }) => message);
  return {
    title: [`Redirect ${encodeUrl(redirect.from)} to ${redirect.to} (${plan.label})`, ...(needs ?? [])].join('. '),
    needs,
    redirect,
    format: format.id,
    file: plan.file,
    create: plan.create,
    isPreferred,
    decision,
  };
}
