/**
 * What a site's answer says about a page, compared with two more answers of the same site: what it answers to an address
 * that surely does not exist, and a page that is known to be there. The words of a page are never read for their
 * meaning.
 */
import { unclearStatus } from '../backlinks/unclearStatus.ts';
import { bareHost } from '../backlinks/webAddress.ts';
import { urlKey } from '../paths.ts';
import type { LiveCheck } from '../report/findings.ts';
import { guardOf } from './guards.ts';
import { arrivedAt, type Journey, type Stop, servedAt } from './journey.ts';
import { type Compared, carriesPath, isSameEnd, isSamePage, mayBeSamePage } from './likeness.ts';

export type Verdict = Omit<LiveCheck, 'checked'>;

/** More answers of the site, asked when they are needed. */
export interface Others {
  /** Of an address in the folder of this one, and of its kind, that surely does not exist. */
  readonly missing: (like: URL) => Promise<Journey>;
  /** Of a page that is published, near this address; `undefined` when none is known. */
  readonly published: (near: URL) => Promise<Journey | undefined>;
  /** Whether an address is where the site begins: `/`, or the folder it is served below. */
  readonly isHome: (url: URL) => boolean;
  /** Of the beginning of this address's site. */
  readonly home: (of: URL) => Promise<Journey>;
}

export async function judge(journey: Journey, others: Others): Promise<Verdict> {
  const { stops, ended, start } = journey;
  const status = stops.at(-1)?.status;
  switch (ended.kind) {
    case 'failed': {
      const reason = ended.failure.message;
      return cannotTell(
        status,
        stops.length === 0 ? reason : `redirects to ${ended.at.href} (${how(stops[0])}): ${reason}`,
      );
    }
    case 'private':
      return cannotTell(status, `redirects to ${ended.at}, a private address that was not asked`);
    case 'loop':
      if (ended.wantsCookie) {
        return cannotTell(status, `redirects to itself (${ended.at}) until a cookie is accepted, as bot checks do`);
      }
      if ((await others.published(start))?.ended.kind === 'loop') {
        return cannotTell(status, `redirects in a loop (${ended.at}), as pages that are published do`);
      }
      return { verdict: 'broken', status, detail: `is a redirect loop (${ended.at})` };
    case 'too-many':
      return { verdict: 'broken', status, detail: `redirects more than 10 times (on to ${ended.at})` };
    case 'no-location':
      return cannotTell(status, `answers ${status} without an address to go to`);
    case 'answered':
      return judgeAnswer(journey, others);
    default:
      return ended satisfies never;
  }
}

async function judgeAnswer(journey: Journey, others: Others): Promise<Verdict> {
  const last = arrivedAt(journey);
  if (last === undefined) return cannotTell(undefined, 'no answer');
  const { status } = last;
  const answers = `${lead(journey)}answers ${status}`;
  const end = journey.stops.length > 1 ? last.url.href : undefined;
  const guard = guardOf(last) ?? unclearStatus(status);
  if (guard !== undefined) return cannotTell(status, guardText(last, answers, guard), end);
  if (status === 503 || status >= 520) {
    const known = await others.published(journey.start);
    const other = known === undefined ? undefined : arrivedAt(known);
    if (known !== undefined && other !== undefined && other.status >= 500) {
      return cannotTell(status, `${answers}, and so does ${known.start.pathname}, which is published`, end);
    }
  }
  if (status >= 400) return { verdict: 'broken', status, detail: answers, end };
  if (status < 200 || status >= 300) return cannotTell(status, answers, end);
  return judgePage({ journey, stop: last }, others);
}

function guardText(last: Stop, answers: string, reason: string): string {
  return guardOf(last) === undefined ? `${answers} (${reason})` : `${answers}: ${reason}`;
}

/** Something is shown. Whether that is the page, the two other answers tell. */
async function judgePage(asked: Compared, others: Others): Promise<Verdict> {
  const { stop, journey } = asked;
  const { status } = stop;
  const isRedirected = journey.stops.length > 1;
  const end = isRedirected ? stop.url.href : undefined;
  const detail = isRedirected ? redirects(journey, others) : `answers ${status}`;
  if (others.isHome(journey.start)) return { verdict: 'fine', status, detail, end };
  const missing = await others.missing(journey.start);
  const unknown = silenceOf(missing);
  if (unknown !== undefined) {
    const what = 'it is unknown what it answers for an address that does not exist';
    return cannotTell(status, `${detail}, and ${what} (${unknown})`, end);
  }
  const doubt = isRedirected ? await judgeRedirect(asked, missing, others) : await judgeContent(asked, missing, others);
  if (doubt === undefined) return { verdict: 'fine', status, detail, end };
  return { verdict: doubt.verdict, status, detail: `${detail}${doubt.clause}`, end };
}

/** Led there like any address of the folder, it may be to what the whole site shows for those that do not exist. */
async function judgeRedirect(asked: Compared, missing: Journey, others: Others): Promise<Doubt | undefined> {
  const byEnd = await judgeEnd(asked, missing, others);
  if (byEnd !== undefined && byEnd.verdict !== 'leads-elsewhere') return { ...byEnd, verdict: byEnd.verdict };
  const byContent = await judgeContent(asked, await others.missing(asked.stop.url), others);
  if (byEnd === undefined || byContent?.verdict === 'soft-404') return byContent;
  return { verdict: 'leads-home', clause: byEnd.clause };
}

interface Doubt {
  readonly verdict: 'soft-404' | 'leads-home' | 'cannot-tell';
  /** Behind what it answers. */
  readonly clause: string;
}

interface EndDoubt {
  readonly verdict: 'leads-home' | 'leads-elsewhere' | 'cannot-tell';
  readonly clause: string;
}

/** What the address says that it was led to; `undefined` where that may be the page. */
async function judgeEnd(asked: Compared, missing: Journey, others: Others): Promise<EndDoubt | undefined> {
  const { stop, journey } = asked;
  const last = servedAt(missing);
  const isSame = last !== undefined && isSameEnd(asked, { journey: missing, stop: last });
  const leadsHome = (await isAtHome(journey, others)) || (isSame && stop.url.pathname === '/');
  if (!isSame && !leadsHome && !stop.digest.asksPassword) return undefined;
  const known = await others.published(journey.start);
  const page = known && servedAt(known);
  if (known && page && isSameEnd(asked, { journey: known, stop: page }))
    return { verdict: 'cannot-tell', clause: ', as every address does, published pages as well' };
  if (stop.digest.asksPassword && page?.digest.asksPassword !== true) {
    return { verdict: 'cannot-tell', clause: ', which asks for a password' };
  }
  return doubtOfEnd(isSame, leadsHome, asked);
}

/** What an end says that other addresses have as well, or that is the home page. */
function doubtOfEnd(isSame: boolean, leadsHome: boolean, asked: Compared): EndDoubt | undefined {
  if (isSame && carriesPath(asked)) return { verdict: 'cannot-tell', clause: ', which asks for something first' };
  if (leadsHome) return { verdict: 'leads-home', clause: ', which is not the page' };
  return isSame ? { verdict: 'leads-elsewhere', clause: ', as addresses that do not exist do' } : undefined;
}

/** Whether it went by the beginning of the site, or to where that leads, such as `/en/`. */
async function isAtHome({ start, stops }: Journey, others: Others): Promise<boolean> {
  if (stops.slice(1).some(({ url }) => others.isHome(url))) return true;
  const last = stops.at(-1)?.url;
  if (last === undefined || bareHost(last.hostname) !== bareHost(start.hostname)) return false;
  if (urlKey(last.pathname).split('/').length > 2) return false;
  return servedAt(await others.home(start))?.url.href === last.href;
}

/** What the page shows beside one that does not exist; `undefined` where it is another. */
async function judgeContent(asked: Compared, missing: Journey, others: Others): Promise<Doubt | undefined> {
  const last = servedAt(missing);
  if (last === undefined) return undefined;
  const none: Compared = { journey: missing, stop: last };
  if (!mayBeSamePage(asked, none)) return undefined;
  const joint = asked.journey.stops.length > 1 ? ', ' : ' with ';
  const known = await others.published(asked.stop.url);
  const stop = known === undefined ? undefined : servedAt(known);
  if (known === undefined || stop === undefined) {
    if (!isSamePage(asked, none)) return undefined;
    const clause = `${joint}what addresses that do not exist show, and no published page is there to compare with`;
    return { verdict: 'cannot-tell', clause };
  }
  const page: Compared = { journey: known, stop };
  if (!isSamePage(asked, none, page)) return undefined;
  if (isSamePage(page, none)) {
    const clause = `${joint}what every address of the site shows: it cannot be told from outside`;
    return { verdict: 'cannot-tell', clause };
  }
  if (asked.stop.digest.asksPassword && !stop.digest.asksPassword) {
    return { verdict: 'cannot-tell', clause: `${joint}a page that asks for a password` };
  }
  return { verdict: 'soft-404', clause: `${joint}the page for addresses that do not exist (soft 404)` };
}

/** Why an answer to an address that does not exist tells nothing about the site. */
function silenceOf(missing: Journey): string | undefined {
  if (missing.ended.kind === 'failed') return missing.ended.failure.message.split(/\.(?:\s|$)/)[0];
  const last = arrivedAt(missing);
  if (last === undefined) return undefined;
  const isUnclear = [408, 425, 429, 999].includes(last.status);
  return guardOf(last) ?? (isUnclear ? `${last.status}, ${unclearStatus(last.status)}` : undefined);
}

/** Whether an address is one of a site that begins below `basePath` of these hosts. */
export function isHomeOf(url: URL, hosts: readonly { readonly host: string; readonly basePath: string }[]): boolean {
  return hosts.some(({ host, basePath }) => {
    const isBase = [urlKey('/'), urlKey(basePath)].includes(urlKey(url.pathname));
    return bareHost(url.hostname) === bareHost(host) && isBase && url.search === '';
  });
}

function redirects(journey: Journey, others: Others): string {
  const last = journey.stops.at(-1);
  const isHome = last !== undefined && others.isHome(last.url) && !others.isHome(journey.start);
  return chain(journey, isHome ? 'the home page' : undefined);
}

/** "redirects to https://… (301), on to https://… (302)"; the last of them by another name where it has one. */
function chain({ stops }: Journey, name?: string): string {
  const hops = stops.slice(1).map(({ url }, at) => {
    const to = at === stops.length - 2 && name !== undefined ? name : url.href;
    return `${to} (${how(stops[at])})`;
  });
  return hops.length === 0 ? '' : `redirects to ${hops.join(', on to ')}`;
}

function lead(journey: Journey): string {
  const hops = chain(journey);
  return hops === '' ? '' : `${hops}, which `;
}

function how(stop: Stop | undefined): string {
  if (stop?.leads === undefined || stop.leads.by === 'status') return `${stop?.status}`;
  return stop.leads.by === 'refresh' ? 'refresh' : 'script';
}

function cannotTell(status: number | undefined, detail: string, end?: string): Verdict {
  return { verdict: 'cannot-tell', status, detail, end };
}
