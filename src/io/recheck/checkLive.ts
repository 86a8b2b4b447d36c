/** Asks the live site whether pages still fail, as every host does it: own connections, guarded names, closed at the end. */

import type { Logger, Progress } from '../../core/ports.ts';
import type { LiveCheck } from '../../core/report/findings.ts';
import { httpDispatcher } from '../http/dispatcher.ts';
import { guardedNames } from '../http/guardedNames.ts';
import type { ProxySettings } from '../http/proxySettings.ts';
import { isOwnHost, type RecheckOptions, recheck, recheckDefaults } from './recheck.ts';

/** Which addresses of the live site are asked, and how gently. */
export interface LiveCheckRequest extends Pick<RecheckOptions, 'targets' | 'includeSubdomains' | 'published' | 'now'> {
  readonly urls: readonly string[];
  readonly proxy: ProxySettings;
  /** Between two requests to the same host; the usual pause when it is not given. */
  readonly delayMs?: number | undefined;
  readonly logger: Logger;
}

/** By address. Throws `AbortError` when cancelled. */
export async function checkLive(
  { urls, proxy, delayMs = recheckDefaults.delayMs, ...asked }: LiveCheckRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LiveCheck>> {
  const names = guardedNames((host) => isOwnHost(host, asked));
  const dispatcher = httpDispatcher(proxy, names.lookup);
  try {
    const options = { ...recheckDefaults, ...asked, delayMs, dispatcher, resolve: names.resolve };
    const checks = await recheck(urls, options, progress, signal);
    signal.throwIfAborted();
    return checks;
  } finally {
    // Not close(): a request that was cancelled must not hold up what comes next.
    await dispatcher.destroy();
  }
}
