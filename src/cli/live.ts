/** Asks the live site whether the pages of an answer still fail. */
import type { SiteTarget } from '../core/backlinks/siteTarget.ts';
import type { BacklinkAnswer } from '../core/model.ts';
import type { LiveCheck } from '../core/report/findings.ts';
import { proxySettings } from '../io/http/proxySettings.ts';
import { checkLive } from '../io/recheck/checkLive.ts';
import type { Arguments, Host } from './command.ts';
import { terminalProgress } from './workspace.ts';

/** Empty when the user does not want it. */
export async function liveChecks(
  answer: BacklinkAnswer,
  target: SiteTarget,
  args: Arguments,
  host: Host,
): Promise<ReadonlyMap<string, LiveCheck>> {
  if (args.flag('no-recheck')) return new Map();
  const progress = terminalProgress(host);
  const checks = await checkLive(
    {
      urls: answer.pages.map((page) => page.url),
      targets: [target],
      includeSubdomains: args.flag('subdomains'),
      proxy: proxySettings(host.env),
      logger: host.log,
      now: () => host.now().getTime(),
    },
    progress,
    host.signal,
  );
  progress.end();
  return checks;
}
