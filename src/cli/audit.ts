/** `audit`: the broken pages that receive links, what became of them, and the redirects they need. */

import { join } from 'node:path';
import { afterPayment } from '../app/afterPayment.ts';
import { auditAnswer } from '../app/auditAnswer.ts';
import { readTargets } from '../app/auditTargets.ts';
import { auditOptions, domainOf } from '../app/configuration.ts';
import { leaveOutPublished } from '../app/givenFiles.ts';
import { publishedPages } from '../app/publishedPages.ts';
import { defaultAuditOptions } from '../core/audit/audit.ts';
import { withoutMatch } from '../core/audit/ignored.ts';
import { snapshotFile } from '../core/backlinks/snapshot.ts';
import type { BacklinkAnswer } from '../core/model.ts';
import type { RepoPath } from '../core/paths.ts';
import type { AuditOptions, AuditResult } from '../core/report/findings.ts';
import { splitGlobs } from '../core/text/glob.ts';
import { titleOfSource } from '../io/sources/openSource.ts';
import { answerOf } from './answer.ts';
import { auditJson } from './auditJson.ts';
import { auditText } from './auditText.ts';
import { type Arguments, type ExitCode, exitCodes, type Host, UsageError, unbroken } from './command.ts';
import { applySafeFixes, exitCodeAfter } from './fixes.ts';
import { historyCache } from './indexAccess.ts';
import { liveChecks, liveWay } from './live.ts';
import { shownGroups } from './shownGroups.ts';
import { askedAddress, openWorkspace, type Workspace, warnOfOther, watched } from './workspace.ts';

export async function runAudit(args: Arguments, host: Host): Promise<ExitCode> {
  const fix = args.text('fix');
  if (fix !== undefined && fix !== 'safe') throw new UsageError(`--fix takes safe, not ${fix}`);
  const shown = shownGroups(args);
  const workspace = await openWorkspace(args, host);
  const { target } = askedAddress(workspace, host);
  warnOfOther(target, workspace, host);
  const isNamed = args.text('site') !== undefined;
  const targets = isNamed ? ([target] as const) : readTargets(workspace.sites, target);
  const { former } = domainOf(workspace.layers, target.host);
  const way = liveWay(target, args, host);
  const asked = await unbroken(host, () => answerOf(targets, former, snapshotOf(workspace), args, host));
  const { isKept } = asked;
  const answer = leaveOutPublished(asked.answer, workspace);
  const published = targets.flatMap((each) => publishedPages(workspace.sites, each));
  const options = optionsOf(args, workspace);
  const judged = await afterPayment(asked, host.signal, async () => {
    const checks = await liveChecks(
      answer,
      { targets: [...targets, ...former.map((each) => each.target)], published },
      way,
      args,
      host,
    );
    const request = { siteName: target.host, answer, checks, options, cache: historyCache(host) };
    return watched(host, (task) => auditAnswer(workspace, request, task));
  });
  if (!judged.ok) throw new UsageError(judged.failure.message);
  const audited = judged.value;
  const { snapshot } = audited;
  const result = withIgnoreNotes(audited.result, answer, args);
  const isJson = args.text('format') === 'json';
  if (!isJson) {
    const { site, redirects } = snapshot;
    const header = {
      site: `${site.generator.title} (${site.detected.because})`,
      pages: site.routes.pages.length,
      rules: redirects.rules.length,
      pastAddresses: snapshot.past.size,
      costMicros: answer.costMicros,
      stored: isKept,
      source: titleOfSource(host.sources, result.source),
    };
    host.out(
      auditText(result, header, { colours: host.coloured, width: host.width, isFixing: fix !== undefined, shown }),
    );
  }
  const applied = fix === 'safe' ? await unbroken(host, () => applySafeFixes(audited, workspace, host)) : undefined;
  if (isJson)
    host.out(auditJson(result, { costMicros: answer.costMicros, isStored: isKept, written: applied?.written ?? [] }));
  return applied === undefined ? exitCodes[result.outcome] : exitCodeAfter(applied, result, host);
}

/** The snapshot of the repository; only a regular file inside of it is one. */
function snapshotOf({ repo, directory }: Workspace): string | undefined {
  return repo.has(snapshotFile as RepoPath) ? join(directory, snapshotFile) : undefined;
}

/** A pattern of the command line that leaves nothing alone is mistyped. */
function withIgnoreNotes(result: AuditResult, { pages }: BacklinkAnswer, args: Arguments): AuditResult {
  const unused = withoutMatch(args.texts('ignore').flatMap(splitGlobs), pages);
  const notes = unused.map((pattern) => ({
    message: `--ignore ${pattern} matches no broken page of this answer. Patterns are paths such as /docs/setup/ or globs such as /docs/**.`,
  }));
  return notes.length === 0 ? result : { ...result, notes: [...result.notes, ...notes] };
}

function optionsOf(args: Arguments, { layers }: Workspace): AuditOptions {
  return auditOptions(layers, { ...defaultAuditOptions, dofollowOnly: args.flag('dofollow-only') });
}
