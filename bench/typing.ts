/**
 * `npm run bench:typing`: what the extension costs while prose is typed, as ratios against an editor without it that does
 * the same: hugoDocs is opened from its copy in `BENCH_MIRRORS`, its lost addresses are found, half a minute of prose is
 * typed into a page. Then the window is loaded again, and it is timed how long after it is ready the findings stand there.
 * Typing begins once the extension host rests; it is done some times, and the least counts, as the machine may be busy.
 *   host     CPU of the extension host (bar 1.05), and of that its own thread's, which other extensions wait for
 *   memory   resident, above the editor without it (bar 60 MB), with the process that reads the folder as long as that runs
 *   findings until they show after a reload (bar 500 ms)
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { packageExtension } from '../tools/packageExtension.ts';
import { launchBrowser } from '../tools/vscodeHost/browser.ts';
import { installHost } from '../tools/vscodeHost/install.ts';
import { type Server, startServer } from '../tools/vscodeHost/server.ts';
import { newWorkbenchPage, workspaceAddress } from '../tools/vscodeHost/workbenchPage.ts';
import { mirrors } from './places.ts';
import { refuseSealed } from './sealed.ts';

const page = 'content/en/getting-started/quick-start.md';
const prose = 'The harbour is quiet in the morning, and the gauge below the pier is read every ten minutes. ';
const typedTimes = 6;
const keyMilliseconds = 60;
/** What is judged again begins after a pause. */
const settleMilliseconds = 10_000;
/** A window of a busy machine takes minutes. */
const patience = 600_000;
const rounds = 4;
/** Of CPU in `restMilliseconds`: what a host that nobody uses takes. */
const restingSeconds = 0.1;
const restMilliseconds = 4_000;

interface Cost {
  readonly cpuSeconds: number;
  /** Of the thread that all extensions share. */
  readonly ownSeconds: number;
  readonly megabytes: number;
}

/** Of a whole process, or of one of its threads. */
function cpuSeconds(stat: string): number {
  const fields = readFileSync(stat, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function costOf(pid: string): Cost {
  const all = [pid, ...readersOf(pid)];
  const sum = (of: (one: string) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    cpuSeconds: sum((one) => cpuSeconds(`/proc/${one}/stat`)),
    ownSeconds: cpuSeconds(`/proc/${pid}/task/${pid}/stat`),
    megabytes: sum(residentMegabytes),
  };
}

function residentMegabytes(pid: string): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function readParts(pid: string, name: string, between = '\0'): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8').split(between);
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function processes(): readonly string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

/** The extension host of this server, by its home. */
function extensionHost({ folder }: Server): string | undefined {
  return processes().findLast(
    (pid) =>
      readParts(pid, 'cmdline').includes('--type=extensionHost') &&
      readParts(pid, 'environ').includes(`HOME=${folder}`),
  );
}

/** What the extension has started in the extension host to read folders. */
function readersOf(host: string): readonly string[] {
  return processes().filter(
    (pid) =>
      readParts(pid, 'cmdline').some((word) => word.endsWith('analysis.mjs')) &&
      readParts(pid, 'status', '\n').includes(`PPid:\t${host}`),
  );
}

async function waitFor<Value>(what: string, ask: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await setTimeout(200);
  }
}

async function runCommand(window: Page, title: string): Promise<void> {
  const row = window.locator(`.quick-input-widget .monaco-list-row[aria-label^=${JSON.stringify(title)}]`).first();
  await waitFor(title, async () => {
    await window.keyboard.press('F1');
    await window.locator('.quick-input-widget:visible input').first().fill(`>${title}`);
    const isThere = await row.waitFor({ timeout: 5_000 }).then(
      () => true,
      () => undefined,
    );
    if (isThere === undefined) await window.keyboard.press('Escape');
    return isThere;
  });
  await row.click();
}

const found = /[1-9][\d,]* · /;

function findings(window: Page) {
  return window.locator('.part.statusbar .statusbar-item', { hasText: found }).first().waitFor({ timeout: patience });
}

async function openPage(window: Page): Promise<void> {
  await window.keyboard.press('Control+p');
  await window.locator('.quick-input-widget:visible input').first().fill(page);
  await window.locator('.quick-input-list .monaco-list-row', { hasText: 'quick-start.md' }).first().click();
  await window.locator('.part.editor .view-line').first().waitFor();
  await window.keyboard.press('Control+End');
}

/** Until what was begun before is done, and what was kept for it is given back. */
async function rest(pid: string): Promise<void> {
  await setTimeout(settleMilliseconds);
  await waitFor('the extension host to rest', async () => {
    const before = costOf(pid).cpuSeconds;
    await setTimeout(restMilliseconds);
    return costOf(pid).cpuSeconds - before < restingSeconds || undefined;
  });
}

async function typing(window: Page, server: Server): Promise<Cost> {
  await openPage(window);
  const pid = await waitFor('the extension host', () => extensionHost(server));
  await rest(pid);
  const costs: Cost[] = [];
  while (costs.length < rounds) costs.push(await typeOnce(window, pid));
  const least = (key: keyof Cost) => Math.min(...costs.map((cost) => cost[key]));
  return {
    cpuSeconds: least('cpuSeconds'),
    ownSeconds: least('ownSeconds'),
    megabytes: least('megabytes'),
  };
}

/** Types the prose, and says what that cost. */
async function typeOnce(window: Page, pid: string): Promise<Cost> {
  const before = costOf(pid);
  for (let time = 0; time < typedTimes; time++) await window.keyboard.type(prose, { delay: keyMilliseconds });
  await setTimeout(settleMilliseconds);
  const after = costOf(pid);
  return {
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    ownSeconds: after.ownSeconds - before.ownSeconds,
    megabytes: after.megabytes,
  };
}

/** Milliseconds from the window being ready to its findings. */
async function reload(window: Page): Promise<number> {
  await setTimeout(2_000);
  await window.reload();
  await window.locator('.statusbar-item[id="status.problems"]').waitFor({ timeout: patience });
  const ready = performance.now();
  await findings(window);
  return performance.now() - ready;
}

async function measure(folder: string, vsix: string | undefined) {
  execFileSync('git', ['-C', folder, 'checkout', '--quiet', '--force', 'HEAD']);
  const settings = { 'files.autoSave': 'off', 'editor.quickSuggestions': { other: 'off' } };
  const server = await startServer(installHost(), { trusted: true, vsix, settings, testable: false });
  const browser = await launchBrowser();
  try {
    const window = await newWorkbenchPage(browser);
    window.setDefaultTimeout(patience);
    await window.goto(workspaceAddress(server, { workspace: folder }));
    await window.locator('.statusbar-item[id="status.problems"]').waitFor();
    if (vsix !== undefined) {
      await runCommand(window, 'Broken Backlinks: Find Lost Addresses');
      await findings(window);
    }
    const cost = await typing(window, server);
    return { cost, shown: vsix === undefined ? undefined : await reload(window) };
  } finally {
    await browser.close();
    await server.stop();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bench-typing-'));
try {
  refuseSealed('gohugoio/hugoDocs');
  execFileSync('git', ['clone', '--quiet', join(mirrors, 'gohugoio+hugoDocs', 'repo'), folder]);
  const bare = (await measure(folder, undefined)).cost;
  const { cost, shown } = await measure(folder, packageExtension().file);
  const seconds = (value: number) => `${value.toFixed(2)} s`;
  console.log(
    [
      `host      ${seconds(cost.cpuSeconds)} against ${seconds(bare.cpuSeconds)}: ${(cost.cpuSeconds / bare.cpuSeconds).toFixed(2)} (bar 1.05)`,
      `its own   ${seconds(cost.ownSeconds)} against ${seconds(bare.ownSeconds)}: ${(cost.ownSeconds / bare.ownSeconds).toFixed(2)}`,
      `memory    ${(cost.megabytes - bare.megabytes).toFixed(0)} MB above ${bare.megabytes.toFixed(0)} MB (bar 60)`,
      `findings  ${shown?.toFixed(0)} ms after the window is ready (bar 500)`,
    ].join('\n'),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
