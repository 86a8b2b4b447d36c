/** Asks the live site whether the pages of an answer still fail. */
import type { Dispatcher } from 'undici';
import type { SiteTarget } from '../core/backlinks/siteTarget.ts';
import type { LiveCheck } from '../core/findings.ts';
import type { BacklinkAnswer } from '../core/model.ts';
import type { Logger } from '../core/ports.ts';
import { recheck, recheckDefaults } from '../io/recheck.ts';
import type { Task } from './analysis/analyst.ts';
import type { Settings } from './settings.ts';

/**
 * Empty when the settings switch it off, and when not one address could be reached: then this machine
 * is offline, and what it cannot see says nothing about the pages. Throws `AbortError` when cancelled.
 */
export async function checkLive(
  { pages }: BacklinkAnswer,
  target: SiteTarget,
  settings: Settings,
  { dispatcher, log }: { readonly dispatcher: Dispatcher; readonly log: Logger },
  { progress, signal }: Task,
): Promise<ReadonlyMap<string, LiveCheck>> {
  if (!settings.recheck.enabled) return new Map();
  const options = {
    ...recheckDefaults,
    targets: [target],
    includeSubdomains: settings.index.includeSubdomains,
    delayMs: settings.recheck.delayMilliseconds,
    dispatcher,
    logger: log,
    now: Date.now,
  };
  const urls = pages.map(({ url }) => url);
  const checks = await recheck(urls, options, progress, signal);
  signal.throwIfAborted();
  const isReached = [...checks.values()].some(
    ({ verdict, status }) => verdict !== 'cannot-tell' || status !== undefined,
  );
  if (checks.size === 0 || isReached) return checks;
  log.warn(
    `None of ${checks.size} addresses of ${target.host} could be reached; the findings rest on the index alone.`,
  );
  return new Map();
}
