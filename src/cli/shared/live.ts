/** Asks the live site, or a preview of it, whether the pages of an answer still fail. */
import { type SiteTarget, siteTarget, webOrigin } from '../../core/backlinks/siteTarget.ts';
import { onPreview, type Preview } from '../../core/live/preview.ts';
import type { BacklinkAnswer } from '../../core/model.ts';
import type { LiveCheck } from '../../core/report/findings.ts';
import { terminalLine } from '../../core/wording/terminalText.ts';
import { proxySettings } from '../../io/http/proxySettings.ts';
import { checkLive } from '../../io/recheck/checkLive.ts';
import { recheckDefaults } from '../../io/recheck/recheck.ts';
import { type SiteHeader, siteHeader } from '../../io/recheck/siteHeader.ts';
import { type Arguments, type CommandConsole, UsageError, wholeNumber } from './command.ts';
import { keptLive } from './indexAccess.ts';
import { terminalProgress } from './workspace.ts';

/** The sites that are asked, and some of their pages. */
export interface LiveSite {
  readonly targets: readonly SiteTarget[];
  /** Addresses of pages that the repository publishes. */
  readonly published: readonly string[];
}

/** How the live site is asked, as far as the command line and the environment say it. */
export interface LiveWay {
  readonly preview: Preview | undefined;
  readonly header: SiteHeader;
}

/** Throws `UsageError` for what cannot be asked, before anything is paid. */
export function liveWay(site: SiteTarget, args: Arguments, host: CommandConsole): LiveWay {
  const given = args.text('live-at');
  const at = given === undefined ? undefined : siteTarget(given);
  if (given !== undefined && at === undefined) {
    throw new UsageError(
      `--live-at takes the address of a preview, such as https://preview.example.org/, not ${given}`,
    );
  }
  const header = siteHeader(host.env, at ?? site);
  if (!header.ok) throw new UsageError(header.failure.message);
  return { preview: at && { site, at }, header: header.value };
}

/** Empty when the user does not want it. */
export async function liveChecks(
  answer: BacklinkAnswer,
  { targets, published }: LiveSite,
  { preview, header }: LiveWay,
  args: Arguments,
  host: CommandConsole,
): Promise<ReadonlyMap<string, LiveCheck>> {
  if (args.flag('no-recheck')) return new Map();
  const asked = new Map<string, string>();
  for (const { url } of answer.pages) {
    const at = preview === undefined ? url : onPreview(url, preview);
    if (at !== undefined) asked.set(url, at);
  }
  if (preview !== undefined) {
    host.err(terminalLine(`Asking ${webOrigin(preview.at)} in place of ${webOrigin(preview.site)}.`));
  }
  const progress = terminalProgress(host);
  const checks = await checkLive(
    {
      urls: [...new Set(asked.values())],
      targets: preview === undefined ? targets : [preview.at],
      published: preview === undefined ? published : published.flatMap((url) => onPreview(url, preview) ?? []),
      includeSubdomains: args.flag('subdomains'),
      proxy: proxySettings(host.env),
      delayMs: wholeNumber(args, 'delay', recheckDefaults.delayMs),
      logger: host.log,
      header,
      // What a preview answers says nothing of the site.
      store: preview === undefined ? keptLive(host) : undefined,
      now: () => host.now().getTime(),
    },
    progress,
    host.signal,
  );
  progress.end();
  return new Map(
    [...asked].flatMap(([url, at]) => {
      const check = checks.get(at);
      return check === undefined ? [] : [[url, check] as const];
    }),
  );
}
