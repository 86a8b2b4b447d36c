/** What the end of a way means to the visitor who goes it: one decision for audits, checks, explanations and simulations. */
import type { Route } from '../../model.ts';
import { urlPath } from '../../paths.ts';
import type { HostId, RedirectContext } from '../format.ts';
import type { Host } from '../host.ts';
import type { ResolutionOutcome } from '../resolution.ts';

export type Arrival =
  /** `route` is undefined for another site. */
  | { readonly kind: 'alive'; readonly at: string; readonly route: Route | undefined }
  /** The server says on purpose that nothing is there. */
  | { readonly kind: 'refused'; readonly status: number }
  | Dead
  /** The files do not tell; it is neither shown as working nor as broken. */
  | Unknowable;

/** A redirect that arrives nowhere. */
export interface Dead {
  readonly kind: 'dead';
  /** `unpublished`: a file is there, and is a draft or the like; `nothing`: no rule answers either. */
  readonly why: 'loop' | 'no-file' | 'unpublished' | 'nothing';
  readonly at: string | undefined;
  /** What is not published. */
  readonly route?: Route;
}

/** A redirect of which nobody can tell from the files where it arrives. */
export interface Unknowable {
  readonly kind: 'unknowable';
  /** The question nobody can answer: where it leads, whether a page is there, whether another rule leads on. */
  readonly open: 'target' | 'page' | 'rule';
  /** `undefined` where the target itself is not known. */
  readonly at: string | undefined;
  /** Why: a clause. */
  readonly reason: string;
}

export function arrivalOf(outcome: ResolutionOutcome): Arrival {
  switch (outcome.kind) {
    case 'page':
      return { kind: 'alive', at: outcome.route.url, route: outcome.route };
    case 'off-site':
      return { kind: 'alive', at: outcome.url, route: undefined };
    case 'gone':
      return { kind: 'refused', status: outcome.status };
    case 'dead':
      return outcome.unknowable === undefined
        ? { kind: 'dead', why: 'no-file', at: outcome.url }
        : { kind: 'unknowable', open: 'page', at: outcome.url, reason: outcome.unknowable };
    case 'draft':
      return { kind: 'dead', why: 'unpublished', at: outcome.route.url, route: outcome.route };
    case 'loop':
      return { kind: 'dead', why: 'loop', at: outcome.url };
    case 'none':
      return { kind: 'dead', why: 'nothing', at: undefined };
    case 'unknown':
      return { kind: 'unknowable', open: 'target', at: undefined, reason: outcome.reason };
    case 'undecided': {
      const { file, line, condition } = outcome.by;
      return { kind: 'unknowable', open: 'rule', at: outcome.url, reason: `${file}:${line} decides, and ${condition}` };
    }
    default:
      return outcome satisfies never;
  }
}

/** Where nothing is, a page that one of the hosts shows under another spelling of its address. */
export function spelt(
  outcome: ResolutionOutcome,
  path: string,
  layers: readonly { readonly host: Host<HostId> }[],
  { routeOf }: RedirectContext,
): ResolutionOutcome {
  if (outcome.kind !== 'none' && outcome.kind !== 'dead') return outcome;
  for (const { host } of layers) {
    const routes = (host.spellings?.(path) ?? []).map((other) => routeOf(urlPath(other)));
    const route = routes.find((page) => page && page.kind !== 'redirect' && page.kind !== 'dynamic');
    if (route) return { kind: 'page', route };
  }
  return outcome;
}
