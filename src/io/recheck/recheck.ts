/** Do the broken pages still fail today? Asks the site itself, gently: one host at a time, with a pause in between. */
import type { Dispatcher } from 'undici';
import { isHostOf, type SiteTarget } from '../../core/backlinks/siteTarget.ts';
import { bareHost, webAddress } from '../../core/backlinks/webAddress.ts';
import type { Day } from '../../core/model.ts';
import type { Logger, Progress } from '../../core/ports.ts';
import type { LiveCheck } from '../../core/report/findings.ts';
import type { Resolve } from '../http/guardedNames.ts';
import { wait as realWait, type Wait } from '../wait.ts';
import { followUrl, type Journey } from './journey.ts';
import { HostThrottle } from './throttle.ts';
import { judge } from './verdict.ts';

/** How the live site is asked; times in milliseconds. */
export interface RecheckOptions {
  /** Only addresses of these sites are asked. */
  readonly targets: readonly SiteTarget[];
  readonly includeSubdomains: boolean;
  readonly dispatcher: Dispatcher;
  /** Looks names up, as the dispatcher's connections do. */
  readonly resolve: Resolve;
  /** Between two requests to the same host. */
  readonly delayMs: number;
  /** Addresses looked at side by side; requests to one host still keep their distance. */
  readonly concurrency: number;
  /** For one request. */
  readonly timeoutMs: number;
  readonly logger: Logger;
  readonly now: () => number;
  readonly wait?: Wait | undefined;
}

export const recheckDefaults = { delayMs: 250, concurrency: 4, timeoutMs: 15_000 } as const;

/** By address as given. When it is cancelled, the addresses not yet asked are missing. */
export async function recheck(
  urls: readonly string[],
  options: RecheckOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LiveCheck>> {
  const checks = new Map<string, LiveCheck>();
  const throttle = new HostThrottle(options.delayMs, options.now, options.wait ?? realWait);
  const queue = [...new Set(urls)];
  const total = queue.length;
  const step = total === 1 ? 'Checking 1 address' : `Checking ${total} addresses`;
  if (total > 0) progress.report(step, 0, total);

  const work = async (): Promise<void> => {
    for (let url = queue.shift(); url !== undefined && !signal.aborted; url = queue.shift()) {
      const check = await checkUrl(url, options, throttle, signal);
      // A check that was cut off says nothing about the page.
      if (signal.aborted) return;
      checks.set(url, check);
      progress.report(step, checks.size, total);
      options.logger.debug(`${url}: ${check.verdict}, ${check.detail}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.concurrency, total) }, work));
  return checks;
}

async function checkUrl(
  url: string,
  options: RecheckOptions,
  throttle: HostThrottle,
  signal: AbortSignal,
): Promise<LiveCheck> {
  const checked: Day = new Date(options.now()).toISOString().slice(0, 10);
  const address = webAddress(url);
  if (address === undefined) return cannotAsk('no address of the web', checked);
  const isOwn = (host: string): boolean => isOwnHost(host, options);
  if (!isOwn(address.hostname)) {
    return cannotAsk(`${bareHost(address.hostname)} is not a host of this site, so it was not asked`, checked);
  }
  const journey: Journey = await followUrl(address, { ...options, isOwn, throttle }, signal);
  return { ...judge(address, journey), checked };
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
