/**
 * Judges the synthetic site as the editor does, in a process of its own, and prints as JSON for how long the thread that asked,
 * the extension host's, could do nothing else.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { BacklinkAnswer, BrokenPage } from '../../../src/core/model.ts';
import { urlPath } from '../../../src/core/paths.ts';
import type { AuditOptions } from '../../../src/core/report/findings.ts';
import { startProcessAnalyst } from '../../../src/vscode/analysis/processAnalyst.ts';

export interface EditorCost {
  /** The longest time in milliseconds. */
  readonly blocked: number;
  readonly findings: number;
}

const [directory = '.', list = '[]'] = process.argv.slice(2);
const pages = (JSON.parse(list) as readonly string[]).map(brokenPage);
const cache = mkdtempSync(join(tmpdir(), 'editor-speed-'));
const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
const now = '2026-10-01T00:00:00Z';
const request = { root: directory, overlay: new Map(), site: 'https://example.org/', cache, now };
const program = new URL('../../../src/vscode/analysis/process.ts', import.meta.url);
const analyst = startProcessAnalyst(program, () => request);
// What this process needs to start is not the editor's.
await setTimeout(500);

/** The most time between two turns of the thread; waiting for the processor, which others may hold, does not count. */
let blocked = 0;
let used = process.threadCpuUsage();
const turns = setInterval(() => {
  const { user, system } = process.threadCpuUsage(used);
  blocked = Math.max(blocked, (user + system) / 1000);
  used = process.threadCpuUsage();
}, 2);

const opened = await analyst.open(request, task);
if (!opened.ok) throw new Error(opened.failure.message);
const answer: BacklinkAnswer = {
  source: 'file',
  asked: '2026-09-01',
  pages,
  leftOut: [],
  truncated: false,
  costMicros: 0,
  notes: [],
};
const options: AuditOptions = {
  minimumDomains: 0,
  dofollowOnly: false,
  errorFromDomains: 5,
  ignore: [],
  preferredFormats: [],
};
const { findings } = await analyst.judge({ siteName: 'synthetic', answer, checks: new Map(), options }, task);
await setTimeout(50);
clearInterval(turns);
analyst.dispose();
rmSync(cache, { recursive: true, force: true });
console.log(JSON.stringify({ blocked, findings: findings.length } satisfies EditorCost));

function brokenPage(path: string): BrokenPage {
  const url = `https://example.org${path}`;
  return {
    url,
    spellings: [url],
    path: urlPath(path),
    status: 404,
    statusSeen: '2026-09-01',
    backlinks: 3,
    referringDomains: 2,
    dofollow: 2,
    rank: 100,
    firstSeen: undefined,
    lastSeen: undefined,
    referrers: [],
  };
}
