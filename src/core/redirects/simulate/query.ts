/** Query conditions of a rule, held against a request. */
import { decodePath } from '../../paths.ts';
import type { RedirectRule } from '../format.ts';
import type { Captures, HostRequest } from '../host.ts';

/** What `name=:placeholder` caught; `undefined` when the request lacks a parameter the rule asks for. */
export function queryCaptures(rule: RedirectRule, request: HostRequest): Captures | undefined {
  if (!rule.query || rule.query.length === 0) return {};
  const given = parameters(request.query);
  const captures: Record<string, string> = {};
  for (const { name, value } of rule.query) {
    const sent = given.get(name);
    if (sent === undefined) return undefined;
    if (value.startsWith(':')) captures[value.slice(1)] = sent;
    else if (value !== sent) return undefined;
  }
  return captures;
}

function parameters(query: string): ReadonlyMap<string, string> {
  const pairs = query.split('&').filter((part) => part !== '');
  return new Map(
    pairs.map((part) => {
      const cut = part.indexOf('=');
      const [name, value] = cut < 0 ? [part, ''] : [part.slice(0, cut), part.slice(cut + 1)];
      return [decodePath(name), decodePath(value.replace(/\+/g, ' '))];
    }),
  );
}
