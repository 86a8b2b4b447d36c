/** Asks the live site whether the pages of an answer still fail, where the settings want it. */
import type { SiteTarget } from '../../core/backlinks/siteTarget.ts';
import type { LiveStore } from '../../core/live/kept.ts';
import type { BacklinkAnswer } from '../../core/model.ts';
import type { Logger } from '../../core/ports.ts';
import type { LiveCheck } from '../../core/report/findings.ts';
import { proxySettings } from '../../io/http/proxySettings.ts';
import { checkLive as askLive } from '../../io/recheck/checkLive.ts';
import type { SiteHeader } from '../../io/recheck/siteHeader.ts';
import type { Task } from '../analysis/analyst.ts';
import type { EditorSettings } from '../shared/settings.ts';

/** The pages that the live site is asked about, and how the settings want it. */
export interface LiveQuestion {
  readonly answer: BacklinkAnswer;
  readonly target: SiteTarget;
  /** Hosts it had before, and other sites of the folder. */
  readonly others?: readonly SiteTarget[] | undefined;
  /** Addresses of pages that the repository publishes. */
  readonly published: readonly string[];
  /** What the site gets from the environment, and nobody else. */
  readonly header?: SiteHeader | undefined;
  readonly settings: EditorSettings;
  readonly logger: Logger;
  /** Where results are kept, for the command line as well. */
  readonly store?: LiveStore | undefined;
}

/** Empty when the settings switch it off. Throws `AbortError` when cancelled. */
export async function askLiveSite(
  { answer: { pages }, target, others = [], published, header, settings, logger, store }: LiveQuestion,
  { progress, signal }: Task,
): Promise<ReadonlyMap<string, LiveCheck>> {
  if (!settings.recheck.enabled) return new Map();
  const request = {
    urls: pages.map(({ url }) => url),
    targets: [target, ...others],
    published,
    header,
    includeSubdomains: settings.index.includeSubdomains,
    proxy: proxySettings(process.env, settings.proxy),
    delayMs: settings.recheck.delayMilliseconds,
    logger,
    store,
    now: Date.now,
  };
  return askLive(request, progress, signal);
}
