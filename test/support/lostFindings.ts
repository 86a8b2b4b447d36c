/** The lost addresses of a folder, judged as the editor does it. */
import assert from 'node:assert/strict';
import { defaultAuditOptions } from '../../src/core/audit/audit.ts';
import { createAnalyst } from '../../src/vscode/analysis/folderAnalyst.ts';

/** Nobody watches it, and nobody stops it. */
export const quietTask = { progress: { report: () => undefined }, signal: new AbortController().signal };

export async function lostFindings(folder: string, host: string) {
  const analyst = createAnalyst();
  const asked = {
    root: folder,
    overlay: new Map(),
    site: `https://${host}/`,
    cache: undefined,
    now: '2026-11-20T12:00:00Z',
  };
  const opened = await analyst.open(asked, quietTask);
  assert.ok(opened.ok);
  const answer = await analyst.lost({ today: '2026-11-20' }, quietTask);
  const request = { siteName: host, answer, checks: new Map(), options: defaultAuditOptions };
  return { analyst, found: (await analyst.judge(request, quietTask)).findings };
}
