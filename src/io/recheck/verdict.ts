/** What a journey says about the page: broken, fine, or that nobody can tell from here, and why. */
import { unclearStatus } from '../../core/backlinks/unclearStatus.ts';
import { bareHost } from '../../core/backlinks/webAddress.ts';
import type { LiveCheck } from '../../core/report/findings.ts';
import type { Journey, Stop } from './journey.ts';

type Verdict = Omit<LiveCheck, 'checked'>;

export function judge(start: URL, { stops, ended }: Journey): Verdict {
  const last = stops.at(-1);
  const status = last?.status;
  switch (ended.kind) {
    case 'failed':
      return cannotTell(
        status,
        stops.length === 0
          ? ended.failure.message
          : `redirects to ${ended.at.href} (${stops[0]?.status}): ${ended.failure.message}`,
      );
    case 'private':
      return cannotTell(status, `redirects to ${ended.at}, a private address that was not asked`);
    case 'loop':
      return { verdict: 'broken', status, detail: `is a redirect loop (${ended.at})` };
    case 'too-many':
      return { verdict: 'broken', status, detail: `redirects more than 10 times (on to ${ended.at})` };
    case 'no-location':
      return cannotTell(status, `answers ${status} without an address to go to`);
    case 'answered':
      return last === undefined ? cannotTell(status, 'no answer') : judgeStop(start, stops, last);
    default:
      return ended satisfies never;
  }
}

function judgeStop(start: URL, stops: readonly Stop[], last: Stop): Verdict {
  const { status } = last;
  const guard = guardOf(last);
  if (guard !== undefined) return cannotTell(status, `${lead(stops)}answers ${status}: ${guard}`);
  const reason = unclearStatus(status);
  if (reason !== undefined) return cannotTell(status, `${lead(stops)}answers ${status} (${reason})`);
  if (status >= 400) return { verdict: 'broken', status, detail: `${lead(stops)}answers ${status}` };
  if (status < 200 || status >= 300) return cannotTell(status, `${lead(stops)}answers ${status}`);
  return { verdict: 'fine', status, detail: fineDetail(start, stops, last) };
}

function fineDetail(start: URL, stops: readonly Stop[], last: Stop): string {
  const title = /<title[^>]*>([^<]*)/i.exec(last.text)?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
  const soft = notFound.test(title) ? `, with a page titled "${title.slice(0, 80)}"` : '';
  if (stops.length === 1) return `answers ${last.status}${soft}`;
  const isHome = last.url.pathname === '/' && bareHost(last.url.hostname) === bareHost(start.hostname);
  const first = stops[0]?.status;
  if (isHome && start.pathname !== '/') return `redirects to the home page (${first})${soft}`;
  return `redirects to ${last.url.href} (${first})${soft}`;
}

/** Titles of pages that say "not found" with status 200. */
const notFound =
  /\b404\b|not found|doesn.t exist|does not exist|no longer (?:exists|available)|nicht gefunden|introuvable|no encontrad[ao]|não encontrad[ao]|non trovat[ao]|niet gevonden|не найден|見つかりません|找不到/i;

/** Walls that answer robots in place of the site. */
function guardOf({ status, headers, text }: Stop): string | undefined {
  if (headers['cf-mitigated'] !== undefined) return 'Cloudflare wants to see a browser';
  if (headers['x-amzn-waf-action'] !== undefined) return 'the AWS firewall wants to see a browser';
  if (headers['x-vercel-mitigated'] !== undefined) return "Vercel's firewall wants to see a browser";
  if (headers['x-sucuri-block'] !== undefined) return "Sucuri's firewall blocked the check";
  // No wall answers "not there": such a page may well speak of captchas.
  if ((status < 400 && status !== 202) || status === 404 || status === 410) return undefined;
  return walls.test(text) ? 'a firewall wants to see a browser' : undefined;
}

const walls =
  /<title>(?:Just a moment|Attention Required! \| Cloudflare|Access denied|Human Verification|Vercel Security Checkpoint)|_Incapsula_Resource|captcha-delivery\.com|cf-challenge|__cf_chl_|px-captcha|DDoS protection by/i;

function lead(stops: readonly Stop[]): string {
  const [first, ...others] = stops;
  const last = others.at(-1);
  return first === undefined || last === undefined ? '' : `redirects to ${last.url.href} (${first.status}), which `;
}

function cannotTell(status: number | undefined, detail: string): Verdict {
  return { verdict: 'cannot-tell', status, detail };
}
