/** What is at an address that no rule leads on from. */
import type { Route } from '../../model.ts';
import { builtUrl, type UrlPath, urlPath } from '../../paths.ts';
import type { HostId, RedirectContext } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import type { ResolutionOutcome, Step } from '../resolution.ts';
import { withoutBase } from '../target.ts';
import { unknowableTarget } from '../unknowableTarget.ts';

/** `by`: who redirected there, if anybody did, and `step` how; `ofAnyCase`: a server of the site tells no letter case apart. */
export function arrived(
  url: string,
  by: HostId | undefined,
  ofAnyCase: boolean,
  context: RedirectContext,
  step?: Step,
): ResolutionOutcome {
  const path = urlPath(url);
  const host = by && hostOf(by);
  // A page that leads on is shown by the server as well.
  const ignoresCase = host?.ignoresCase === true || ofAnyCase;
  const route = context.routeOf(path) ?? (host && respelled(path, ignoresCase, context));
  if (route) return { kind: 'page', route };
  const draft = context.unpublishedAt?.(path);
  if (draft) return { kind: 'draft', route: draft };
  if (host === undefined) return { kind: 'none' };
  // What lies beside the site's own folder on its host is published by somebody else.
  if (withoutBase(path, context.basePath) === undefined) return { kind: 'off-site', url };
  // What has the host in front may be something else that is served there.
  const isWhole = /^https?:\/\//i.test(step?.rule?.to ?? '');
  return { kind: 'dead', url, unknowable: unknowableTarget(path, host, context, isWhole) };
}

/** `/a/index` shows the page of the folder; some hosts do not tell letter cases apart. */
function respelled(path: UrlPath, ignoresCase: boolean, { routeOf, otherCaseOf }: RedirectContext): Route | undefined {
  const folder = builtUrl(path.replace(/\/index$/i, '/'));
  return routeOf(folder) ?? (ignoresCase ? otherCaseOf?.(folder) : undefined);
}
