/** Asks the live site whether the pages of an answer still fail. */
import type { SiteTarget } from '../core/backlinks/siteTarget.ts';
import type { BacklinkAnswer } from '../core/model.ts';
import type { LiveCheck } from '../core/report/findings.ts';
import { proxySettings } from '../io/http/proxySettings.ts';
import { checkLive } from '../io/recheck/checkLive.ts';
import { recheckDefaults } from '../io/recheck/recheck.ts';
import { type Arguments, type Host, wholeNumber } from './command.ts';
import { keptLive } from './indexAccess.ts';
import { terminalProgress } from './workspace.ts';

/** The sites that are asked, and some of their pages. */
export interface LiveSite {
  readonly targets: readonly SiteTarget[];
  /** Addresses of pages that the repository publishes. */
  readonly published: readonly string[];
}

/** Empty when the user does not want it. */
export async function liveChecks(
  answer: BacklinkAnswer,
  { targets, published }: LiveSite,
  args: Arguments,
  host: Host,
): Promise<ReadonlyMap<string, LiveCheck>> {
  if (args.flag('no-recheck')) return new Map();
  const progress = terminalProgress(host);
  const checks = await checkLive(
    {
      urls: answer.pages.map((page) => page.url),
      targets,
      published,
      includeSubdomains: args.flag('subdomains'),
      proxy: proxySettings(host.env),
      delayMs: wholeNumber(args, 'delay', recheckDefaults.delayMs),
      logger: host.log,
      store: keptLive(host),
      now: () => host.now().getTime(),
    },
    progress,
    host.signal,
  );
  progress.end();
  return checks;
}
