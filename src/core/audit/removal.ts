/** A page that was taken away and that nothing replaces: 410, or nothing at all, are answers as good as a redirect. */

import { isUncommitted, shortHash } from '../history/commitNames.ts';
import type { Suggestion } from '../model.ts';
import { asAddress, encodeUrl, urlPath } from '../paths.ts';
import { tableWith } from '../redirects/editing/trial.ts';
import type { Redirect, RedirectContext } from '../redirects/format.ts';
import type { RedirectTable } from '../redirects/resolution.ts';
import type { AuditOptions, Diagnosis, Fix } from '../report/findings.ts';
import { shownTarget, strength } from '../report/report.ts';
import { placesFor } from './fix.ts';

/** How the host is told that a page is gone for good. */
export interface Removal {
  /** What happened and what to do, as a clause; why the host cannot do it. */
  readonly text: string;
  /** Writes the 410; `undefined` where no format of the site can say it. */
  readonly fix: Fix | undefined;
}

/** `undefined` for a page that was not removed, whose successor is known, or that a build may bring back. */
export async function removalOf(
  diagnosis: Diagnosis,
  redirects: RedirectTable,
  { preferredFormats }: Pick<AuditOptions, 'preferredFormats'>,
): Promise<Removal | undefined> {
  const { code, past, suggestions, path, lost, made } = diagnosis;
  const [best] = suggestions;
  if (code !== 'removed' || past?.fate.kind !== 'deleted') return undefined;
  if (best?.confident || lost !== undefined || made !== undefined) return undefined;
  const when = isUncommitted(past.last) ? ' (not committed yet)' : ` in ${shortHash(past.last)}`;
  const happened = `removed${when}${successor(best)}`;
  const gone: Redirect = { from: path, to: pageOfErrors(redirects.context), status: 410 };
  for (const { format, plan } of await placesFor(gone, redirects, preferredFormats)) {
    const trial = await tableWith([gone], format, plan.file, redirects);
    const outcome = trial?.resolve(asAddress(path)).outcome;
    if (outcome?.kind !== 'gone' || outcome.status !== 410) continue;
    const title = `Answer 410 Gone for ${encodeUrl(path)} (${plan.label})`;
    const place = { format: format.id, file: plan.file, create: plan.create };
    return {
      text: `${happened} answer 410 Gone, or leave it`,
      fix: { title, redirect: gone, ...place, isPreferred: false },
    };
  }
  const reason = await whyNot(gone, redirects, preferredFormats);
  const why = reason === undefined ? '' : `, as 410 cannot be written here: ${reason.replace(/\.$/, '')}`;
  return { text: `${happened} leave it${why}`, fix: undefined };
}

/** What the evidence says of a page in its place, up to the advice. */
function successor(best: Suggestion | undefined): string {
  if (best === undefined || strength(best) === 'weak') return ' and nothing replaced it:';
  return `; where ${shownTarget(best)} does not replace it,`;
}

/** Netlify shows a page with the status; the others need none. */
function pageOfErrors({ routeOf }: RedirectContext): string {
  return ['/404.html', '/404/'].find((url) => routeOf(urlPath(url)) !== undefined) ?? '/404.html';
}

/** What stands against it in the place where this site writes its redirects. */
async function whyNot(gone: Redirect, table: RedirectTable, preferred: readonly string[]): Promise<string | undefined> {
  const { context } = table;
  const [place] = await placesFor({ ...gone, to: context.basePath, status: 301 }, table, preferred, { most: 1 });
  // A plugin that the site does not have yet is none of its places.
  if (place?.plan.needs?.some(({ stopsBuild }) => stopsBuild)) return undefined;
  const plan = await place?.format.plan(gone, context);
  return plan !== undefined && 'refused' in plan ? plan.refused : undefined;
}
