/** Do the broken pages still fail today? Asks the site itself, gently: at most two requests at once to a host, with a pause in between. */
import type { Dispatcher } from 'undici';
import { isHostOf, type SiteTarget } from '../../core/backlinks/siteTarget.ts';
import { passingStatus } from '../../core/backlinks/unclearStatus.ts';
import { bareHost, webAddress } from '../../core/backlinks/webAddress.ts';
import { type Journey, servedAt } from '../../core/live/journey.ts';
import { isHomeOf, judge, type Others } from '../../core/live/judge.ts';
import type { Day } from '../../core/model.ts';
import { urlKey } from '../../core/paths.ts';
import type { Logger, Progress } from '../../core/ports.ts';
import type { LiveCheck } from '../../core/report/findings.ts';
import type { Resolve } from '../http/guardedNames.ts';
import { wait as realWait, type Wait } from '../wait.ts';
import { followUrl } from './journey.ts';
import { probesOf } from './probes.ts';
import type { SiteHeader } from './siteHeader.ts';
import { HostThrottle } from './throttle.ts';
import { Visits } from './visits.ts';

/** How the live site is asked; times in milliseconds. */
export interface RecheckOptions {
  /** Only addresses of these sites are asked. */
  readonly targets: readonly SiteTarget[];
  readonly includeSubdomains: boolean;
  /** Addresses of pages that the repository publishes: what the site answers there is compared. */
  readonly published?: readonly string[] | undefined;
  readonly dispatcher: Dispatcher;
  /** Looks names up, as the dispatcher's connections do. */
  readonly resolve: Resolve;
  /** Between two requests to the same host. */
  readonly delayMs: number;
  /** Addresses looked at side by side; requests to one host still keep their distance. */
  readonly concurrency: number;
  /** For one request. */
  readonly timeoutMs: number;
  /** Before what failed for a moment is asked again, behind all others. */
  readonly retryMs: number;
  readonly logger: Logger;
  /** What goes with a request to the site alone. */
  readonly header?: SiteHeader | undefined;
  readonly now: () => number;
  readonly wait?: Wait | undefined;
  /** Is told of each address as soon as it is settled. */
  readonly settled?: ((url: string, check: LiveCheck) => void) | undefined;
}

export const recheckDefaults = { delayMs: 250, concurrency: 4, timeoutMs: 15_000, retryMs: 2000 } as const;

/** By address as given. When it is cancelled, the addresses not yet asked are missing. */
export async function recheck(
  urls: readonly string[],
  options: RecheckOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LiveCheck>> {
  const checks = new Map<string, LiveCheck>();
  const run = openRun(urls, options, signal);
  const wanted = [...new Set(urls)];
  const total = wanted.length;
  const step = total === 1 ? 'Checking 1 address' : `Checking ${total} addresses`;
  if (total > 0) progress.report(step, 0, total);
  const settle = async (url: string): Promise<void> => {
    const check = await run.check(url);
    // A check that was cut off says nothing about the page.
    if (signal.aborted) return;
    checks.set(url, check);
    options.settled?.(url, check);
    progress.report(step, checks.size, total);
    options.logger.debug(`${url}: ${check.verdict}, ${check.detail}`);
  };
  const failing: string[] = [];
  await sideBySide(wanted, options.concurrency, signal, async (url) => {
    if (await run.isFailing(url)) failing.push(url);
    else await settle(url);
  });
  // What failed may have failed for a moment, and is asked again behind all others.
  const passing = await run.visits.passing();
  const { wait = realWait } = options;
  if (passing.length > 0 && !signal.aborted) await wait(options.retryMs, signal).catch(() => undefined);
  run.visits.forget(passing);
  await sideBySide(failing, options.concurrency, signal, settle);
  return checks;
}

async function sideBySide(
  urls: readonly string[],
  concurrency: number,
  signal: AbortSignal,
  each: (url: string) => Promise<void>,
): Promise<void> {
  const queue = [...urls];
  const work = async (): Promise<void> => {
    for (let url = queue.shift(); url !== undefined && !signal.aborted; url = queue.shift()) await each(url);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, urls.length) }, work));
}

interface Run {
  readonly visits: Visits;
  check(url: string): Promise<LiveCheck>;
  /** Whether the site failed, here or where it is compared with, in a way that may pass. */
  isFailing(url: string): Promise<boolean>;
}

/** What the checks of one run share. */
function openRun(urls: readonly string[], options: RecheckOptions, signal: AbortSignal): Run {
  const throttle = new HostThrottle(options.delayMs, options.now, options.wait ?? realWait);
  const visits = new Visits({ ...options, throttle }, signal);
  const isOwn = (host: string): boolean => isOwnHost(host, options);
  const follow = (url: URL): Promise<Journey> => followUrl(url, { ...options, visits, isOwn }, signal);
  const asked = new Set(urls.flatMap((url) => keyOf(webAddress(url))));
  const published = (options.published ?? [])
    .flatMap((url) => webAddress(url) ?? [])
    .filter((url) => !keyOf(url).some((key) => asked.has(key)));
  const isHome: Others['isHome'] = (url) => isHomeOf(url, options.targets);
  const others = probesOf({ published, isHome, follow });
  return {
    visits,
    isFailing: async (url) => {
      const address = webAddress(url);
      if (address === undefined || !isOwn(address.hostname)) return false;
      const journey = await follow(address);
      if (isPassingJourney(journey)) return true;
      return servedAt(journey) !== undefined && isPassingJourney(await others.missing(address));
    },
    check: async (url) => {
      const checked: Day = new Date(options.now()).toISOString().slice(0, 10);
      const address = webAddress(url);
      if (address === undefined) return cannotAsk('no web address', checked);
      if (isOwn(address.hostname)) return { ...(await judge(await follow(address), others)), checked };
      const host = bareHost(address.hostname);
      return cannotAsk(`${host} is not a host of this site, so it was not asked`, checked);
    },
  };
}

function isPassingJourney({ stops, ended }: Journey): boolean {
  return ended.kind === 'failed' || (ended.kind === 'answered' && passingStatus(stops.at(-1)?.status ?? 0));
}

function keyOf(url: URL | undefined): readonly string[] {
  return url === undefined ? [] : [`${bareHost(url.hostname)}${urlKey(url.pathname)}`];
}

/** Whether a host, as an address has it, is one of the sites that are checked. */
export function isOwnHost(
  hostname: string,
  { targets, includeSubdomains }: Pick<RecheckOptions, 'targets' | 'includeSubdomains'>,
): boolean {
  return targets.some((target) => isHostOf(bareHost(hostname), target, includeSubdomains));
}

function cannotAsk(detail: string, checked: Day): LiveCheck {
  return { verdict: 'cannot-tell', status: undefined, checked, detail };
}
