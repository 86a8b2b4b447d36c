/** What becomes of a rule that shows a page in place of what was asked for, where the host leads to that page's own address. */
import { urlPath } from '../../paths.ts';
import type { HostId, RedirectContext } from '../format.ts';
import type { Host } from '../host.ts';
import { hostOf } from '../hosts/index.ts';
import type { ResolutionOutcome, Step } from '../resolution.ts';
import { splitTarget } from '../target.ts';
import { spelt } from './arrival.ts';
import { arrived } from './arrived.ts';

/** What a rule shows in place of the address, or the step to the page's own one. `next`: what it shows, on the site. */
export function shownFor(
  step: Step,
  next: string | undefined,
  layers: readonly { readonly host: Host<HostId> }[],
  ofAnyCase: boolean,
  context: RedirectContext,
): ResolutionOutcome | Step {
  if (next === undefined) return { kind: 'off-site', url: step.location };
  const there = spelt(arrived(next, step.host, ofAnyCase, context), urlPath(next), layers, context);
  return proxiedStep(step, next, there, context) ?? there;
}

function proxiedStep(
  step: Step,
  shown: string,
  outcome: ResolutionOutcome,
  { inFolders }: Pick<RedirectContext, 'inFolders'>,
): Step | undefined {
  if (outcome.kind !== 'page' || outcome.route.kind === 'dynamic') return undefined;
  const [path] = splitTarget(shown);
  const own = hostOf(step.host).proxiedTo?.(path, outcome.route, inFolders === true);
  const query = /\?[^#]*/.exec(step.url)?.[0] ?? '';
  return own === undefined ? undefined : { ...step, status: 307, location: own + query };
}
