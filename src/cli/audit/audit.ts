/** `audit`: the broken pages that receive links, what became of them, and the redirects they need. */

import { afterPayment } from '../../app/afterPayment.ts';
import { auditAnswer } from '../../app/auditAnswer.ts';
import { readTargets } from '../../app/auditTargets.ts';
import { auditOptions, domainOf } from '../../app/configuration.ts';
import { leaveOutPublished } from '../../app/givenFiles.ts';
import { publishedPages } from '../../app/publishedPages.ts';
import { defaultAuditOptions } from '../../core/audit/audit.ts';
import { withoutMatch } from '../../core/audit/ignored.ts';
import type { BacklinkAnswer } from '../../core/model.ts';
import type { AuditOptions, AuditResult } from '../../core/report/findings.ts';
import { splitGlobs } from '../../core/text/glob.ts';
import { titleOfSource } from '../../io/sources/openSource.ts';
import { answerOf } from '../shared/answer.ts';
import { type Arguments, type CommandConsole, type ExitCode, UsageError, unbroken } from '../shared/command.ts';
import { historyCache } from '../shared/indexAccess.ts';
import { liveChecks, liveWay } from '../shared/live.ts';
import {
  askedAddress,
  openNamedWorkspace,
  snapshotOf,
  type Workspace,
  warnOfOther,
  watched,
} from '../shared/workspace.ts';
import { conclude, endingOf } from './conclude.ts';

export async function runAudit(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const ending = endingOf(args);
  const workspace = await openNamedWorkspace(args, host);
  const { target } = askedAddress(workspace, host);
  warnOfOther(target, workspace, host);
  const isNamed = args.text('site') !== undefined;
  const targets = isNamed ? ([target] as const) : readTargets(workspace.sites, target);
  const { former } = domainOf(workspace.layers, target.host);
  const way = liveWay(target, args, host);
  const asked = await unbroken(host, () => answerOf(targets, former, snapshotOf(workspace), args, host));
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
  const { costMicros } = answer;
  const source = titleOfSource(host.sources, audited.result.source);
  const result = withIgnoreNotes(audited.result, answer, args);
  return conclude(audited, result, { costMicros, stored: asked.isKept, source }, ending, workspace, host);
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
