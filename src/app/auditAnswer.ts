/** Judges an index's answer by the repository, each page by the site it belongs to. */
import { audit } from '../core/audit/audit.ts';
import type { Ground } from '../core/audit/diagnose.ts';
import type { BacklinkAnswer } from '../core/model.ts';
import type { AuditOptions, AuditResult, LiveCheck } from '../core/report/findings.ts';
import type { Site } from '../core/site/site.ts';
import { type GroundOptions, readGround, readGrounds, siteOf } from './reading.ts';
import type { Task, Workspace } from './workspace.ts';

export interface AuditRequest extends Pick<GroundOptions, 'address' | 'cache' | 'reader'> {
  readonly siteName: string;
  readonly answer: BacklinkAnswer;
  /** What the live site answered, by the page's `url`; empty when it was not asked. */
  readonly checks: ReadonlyMap<string, LiveCheck>;
  readonly options: AuditOptions;
}

export interface Audited {
  readonly result: AuditResult;
  /** That of the first site. */
  readonly ground: Ground;
  /** Of every site that pages belong to. */
  readonly grounds: ReadonlyMap<Site, Ground>;
}

export async function auditAnswer(
  workspace: Workspace,
  { siteName, answer, checks, options, ...reading }: AuditRequest,
  task: Task,
): Promise<Audited> {
  const grounds = new Map(await readGrounds(workspace, { ...reading, asked: answer.pages }, task));
  const [first] = workspace.sites;
  const ground = grounds.get(first) ?? (await readGround(workspace, { ...reading, asked: [] }, task));
  grounds.set(first, ground);
  const result = await audit({
    siteName,
    answer,
    checks,
    options,
    ground,
    groundOf: (page) => grounds.get(siteOf(page, workspace)) ?? ground,
    signal: task.signal,
  });
  return { result, ground, grounds };
}
