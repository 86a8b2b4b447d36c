/** `lost`: the addresses that the repository published once and that nothing answers now. */
import { auditAnswer } from '../../app/auditAnswer.ts';
import { auditOptions } from '../../app/configuration.ts';
import { heldCounts } from '../../app/heldCounts.ts';
import { findLost } from '../../app/lostAddresses.ts';
import { createSnapshotReader } from '../../app/readSnapshot.ts';
import { defaultAuditOptions } from '../../core/audit/audit.ts';
import type { NamedAnswer } from '../../core/backlinks/mergeAnswers.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import type { Commit } from '../../core/model.ts';
import { stateBefore } from '../../io/git/revision.ts';
import { proxySettings } from '../../io/http/proxySettings.ts';
import { sitemapAddresses } from '../../io/sitemap/sitemapAddresses.ts';
import { askedEntries } from '../../io/sources/openSource.ts';
import { type Arguments, type CommandConsole, type ExitCode, UsageError, wholeNumber } from '../shared/command.ts';
import { historyCache, requestOf, storeOf, today } from '../shared/indexAccess.ts';
import { openNamedWorkspace, snapshotOf, type Workspace, warnOfUnread, watched } from '../shared/workspace.ts';
import { conclude, endingOf } from './conclude.ts';

export async function runLost(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const ending = endingOf(args);
  const top = args.text('top') === undefined ? undefined : wholeNumber(args, 'top', 1);
  const workspace = await openNamedWorkspace(args, host);
  const since = await sinceOf(args, workspace, host);
  const listed = await listedOf(args, host);
  const reading = { cache: historyCache(host), reader: createSnapshotReader() };
  const counted = await countedFor(workspace, args, host);
  const asked = { ...reading, today: today(host), since, listed, top, counted, assets: args.flag('assets') };
  const options = auditOptions(workspace.layers, defaultAuditOptions);
  const { answer, audited } = await watched(host, async (task) => {
    const answer = await findLost(workspace, asked, task);
    const request = { ...reading, siteName: nameOf(workspace), answer, checks: new Map(), options };
    return { answer, audited: await auditAnswer(workspace, request, task) };
  });
  warnOfUnread(workspace, host);
  return conclude(
    audited,
    audited.result,
    { costMicros: answer.costMicros, stored: true, source: '' },
    ending,
    workspace,
    host,
  );
}

/** What is held of its links: of the sources that can be asked, and in the repository. */
async function countedFor(
  workspace: Workspace,
  args: Arguments,
  host: CommandConsole,
): Promise<readonly NamedAnswer[]> {
  const target = siteTarget(workspace.address ?? workspace.sites[0].permalinks.address?.url ?? '');
  if (target === undefined) return [];
  const request = requestOf(target, args);
  const questions = askedEntries(host.sources).map(({ id, title }) => {
    return { title, key: { call: 'pages' as const, source: id, request } };
  });
  const places = { answers: storeOf(host).answers, snapshot: snapshotOf(workspace), sources: host.sources };
  return heldCounts(questions, places, request, today(host));
}

/** The host of the site, else what its configuration is called. */
function nameOf({ sites: [site], address }: Workspace): string {
  const target = siteTarget(address ?? site.permalinks.address?.url ?? '');
  return target?.host ?? site.detected.because;
}

async function sinceOf(args: Arguments, { directory }: Workspace, host: CommandConsole): Promise<Commit | undefined> {
  const named = args.text('since');
  if (named === undefined) return undefined;
  const found = await stateBefore(directory, named, { signal: host.signal });
  if (!found.ok) throw new UsageError(found.failure.message);
  return found.value;
}

async function listedOf(args: Arguments, host: CommandConsole): Promise<readonly string[] | undefined> {
  const given = args.text('sitemap');
  if (given === undefined) return undefined;
  const found = await watched(host, ({ progress, signal }) =>
    sitemapAddresses(given, { cwd: host.cwd, proxy: proxySettings(host.env), progress, signal }),
  );
  if (!found.ok) throw new UsageError(found.failure.message);
  return found.value;
}
