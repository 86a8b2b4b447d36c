/** The way of an address in words, the same on the command line and in the editor. */

import { hostOf } from '../hosts/index.ts';
import type { ResolutionOutcome, Step } from '../resolution.ts';
import { type Arrival, arrivalOf, type Dead, type Unknowable } from './arrival.ts';

/** `/a  301 → /b/  (static/_redirects:5)`; a page that refreshes has no status of its own. */
export function describeStep({ url, status, location, rule, host, by }: Step): string {
  const who = rule === undefined ? `${hostOf(host).title} itself` : `${rule.file}:${rule.line}`;
  return `${url}  ${by === 'refresh' ? 'refresh page' : status} → ${location}  (${who})`;
}

export function describeOutcome(outcome: ResolutionOutcome): string {
  const arrival = arrivalOf(outcome);
  switch (arrival.kind) {
    case 'alive':
      return arrival.route === undefined
        ? `leaves the site for ${arrival.at}`
        : `ends at ${arrival.at}, published by ${arrival.route.file}`;
    case 'refused':
      return `answers ${arrival.status}`;
    case 'dead':
      return describeDead(arrival);
    case 'unknowable':
      return describeUnknowable(arrival);
    default:
      return arrival satisfies never;
  }
}

function describeDead({ why, at, route }: Dead): string {
  switch (why) {
    case 'no-file':
      return `ends at ${at}, which no file publishes`;
    case 'unpublished':
      return `ends at ${at}, which is not published (${route?.kind}: ${route?.file})`;
    case 'loop':
      return `is a redirect loop at ${at}`;
    case 'nothing':
      return 'no rule answers, and no page is there';
    default:
      return why satisfies never;
  }
}

function describeUnknowable({ open, at, reason }: Unknowable): string {
  switch (open) {
    case 'target':
      return `cannot tell: ${reason}`;
    case 'page':
      return `ends at ${at}; cannot tell whether it is there: ${reason}`;
    case 'rule':
      return `cannot tell whether ${at} is redirected: ${reason}`;
    default:
      return open satisfies never;
  }
}

/** Where a rule leads, as a clause behind "leads"; `undefined` for a page of the site, which is shown beside it. */
export function leadsClause(arrival: Exclude<Arrival, { kind: 'refused' }>): string | undefined {
  switch (arrival.kind) {
    case 'alive':
      return arrival.route === undefined ? `to ${arrival.at}` : undefined;
    case 'dead':
      return leadsToDead(arrival);
    case 'unknowable':
      if (arrival.at === undefined) return `where the files do not tell: ${arrival.reason}`;
      return arrival.open === 'page'
        ? `to ${arrival.at}; cannot tell whether it is there: ${arrival.reason}`
        : `to ${arrival.at}; cannot tell whether that is redirected: ${arrival.reason}`;
    default:
      return arrival satisfies never;
  }
}

function leadsToDead({ why, at, route }: Dead): string {
  switch (why) {
    case 'no-file':
      return `to ${at}, which no file publishes`;
    case 'unpublished':
      return `to ${at}, which is not published (${route?.kind})`;
    case 'loop':
      return `in a redirect loop at ${at}`;
    case 'nothing':
      return 'to an address that no file publishes';
    default:
      return why satisfies never;
  }
}
