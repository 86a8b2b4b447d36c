/** Asks the live site whether pages still fail, as every host does it: own connections, guarded names, closed at the end. */

import { type LiveStore, resumable, withEarlier } from '../../core/live/kept.ts';
import type { Logger, Progress } from '../../core/ports.ts';
import type { LiveCheck } from '../../core/report/findings.ts';
import { guardedNames } from '../http/guardedNames.ts';
import type { ProxySettings } from '../http/proxySettings.ts';
import { isOwnHost, type RecheckOptions, recheck, recheckDefaults } from './recheck.ts';

/** Which addresses of the live site are asked, and how gently. */
export interface LiveCheckRequest
  extends Pick<RecheckOptions, 'targets' | 'includeSubdomains' | 'published' | 'header' | 'now'> {
  readonly urls: readonly string[];
  readonly proxy: ProxySettings;
  /** Between two requests to the same host; the usual pause when it is not given. */
  readonly delayMs?: number | undefined;
  readonly logger: Logger;
  /** Where results are kept; nowhere without it. */
  readonly store?: LiveStore | undefined;
}

/** So many results are kept at a time: a check that is killed loses no more. */
const keptAtOnce = 25;

/** By address. Throws `AbortError` when cancelled; what is known by then is kept, and is not asked again soon. */
export async function checkLive(
  { urls, proxy, delayMs = recheckDefaults.delayMs, store, ...asked }: LiveCheckRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LiveCheck>> {
  const names = guardedNames((host) => isOwnHost(host, asked));
  const { httpDispatcher } = await import('../http/dispatcher.ts');
  const dispatcher = httpDispatcher(proxy, names.lookup);
  const site = asked.targets[0]?.host ?? '';
  const kept = await store?.read(site);
  const before = kept === undefined ? new Map<string, LiveCheck>() : resumable(kept, asked.now());
  const missing = urls.filter((url) => !before.has(url));
  if (missing.length < urls.length) {
    asked.logger.info(`${urls.length - missing.length} live answers are those of the check that was interrupted.`);
  }
  const keeping = keeper(store, site);
  try {
    const options = { ...recheckDefaults, ...asked, delayMs, dispatcher, resolve: names.resolve, settled: keeping.add };
    const checks = await recheck(missing, options, progress, signal);
    await keeping.end(signal.aborted);
    signal.throwIfAborted();
    const all = urls.flatMap((url) => {
      const check = before.get(url) ?? checks.get(url);
      return check === undefined ? [] : [[url, withEarlier(check, kept?.checks.get(url), asked.now())] as const];
    });
    return new Map(all);
  } finally {
    // Not close(): a request that was cancelled must not hold up what comes next.
    await dispatcher.destroy();
  }
}

interface Keeper {
  readonly add: (url: string, check: LiveCheck) => void;
  /** When all that was added is kept. */
  end(isInterrupted: boolean): Promise<void>;
}

function keeper(store: LiveStore | undefined, site: string): Keeper {
  let pending = new Map<string, LiveCheck>();
  let queue = Promise.resolve();
  const flush = (isInterrupted: boolean): void => {
    const checks = pending;
    pending = new Map();
    queue = queue.then(() => store?.keep(site, checks, isInterrupted));
  };
  return {
    add: (url, check) => {
      pending.set(url, check);
      if (pending.size >= keptAtOnce) flush(true);
    },
    end: async (isInterrupted) => {
      if (store !== undefined) flush(isInterrupted);
      await queue;
    },
  };
}
