/** What of a server may answer and is not followed: other servers, addresses that it puts in the place of others. */
import { compileRegex } from '../../../text/linearRegex.ts';
import type { Hidden, InvalidRule } from '../../format.ts';
import { literal } from '../../host.ts';
import { nginxRegex } from '../../hosts/nginx.ts';
import { reachOf } from '../../reach.ts';
import type { NginxDirective } from './blocks.ts';
import type { Location } from './locations.ts';

export type HiddenRules = readonly (Pick<InvalidRule, 'message' | 'isInOrder'> & Hidden & { readonly start: number })[];

interface Inside {
  readonly location: Location | undefined;
}

/** Another server may redirect; where it gets every address, that says nothing of one of them. */
export function passed({ start }: NginxDirective, { location }: Inside): HiddenRules {
  if (location === undefined || location.path === '/') return [];
  const message = `Another server answers in location ${location.head}.`;
  // nginx itself leads from `/a` to `/a/` there.
  const folder = location.sign === '' && location.path.endsWith('/') ? location.path.slice(0, -1) : undefined;
  const reach = folder === undefined ? reachOf(location.source) : { under: '/', regex: `^${literal(folder)}(?:/|$)` };
  return [{ start, message, isHidden: true, reach }];
}

/** `merge_slashes off;` */
export const keptSlashes = {
  message: 'merge_slashes is off, so that an address with two slashes in a row is another one.',
  isHidden: true,
  isInOrder: true,
  reach: { under: '/', regex: '//' },
} as const;

/** A rewrite that sends nobody on: what comes of the new address is not followed. */
export function isInside([, to = '', flag]: readonly string[]): boolean {
  return flag !== 'permanent' && flag !== 'redirect' && !/^(?:https?:\/\/|\$scheme)/.test(to);
}

export function rewrittenInside(
  { start }: NginxDirective,
  [pattern = '', to = '']: readonly string[],
  { location }: Inside,
): HiddenRules {
  const own = nginxRegex(pattern, false);
  const { regex } = reachOf(own);
  const isEverything = ['/zz-sample', '/7/index.html'].every(
    (path) => regex !== undefined && compileRegex(regex)?.test(path),
  );
  // What takes every address, as a front controller does, is no sign that one of them is redirected.
  if (isEverything && (location === undefined || location.path === '/')) return [];
  const reach = reachOf(isEverything && location ? location.source : own);
  return [{ start, message: `rewrite ${pattern} leads to ${to} inside the server.`, isHidden: true, reach }];
}
