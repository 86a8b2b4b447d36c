/**
 * `npm run bench:typing`: what the extension costs while prose is typed, as ratios against an editor without it that does
 * the same: hugoDocs is opened from its copy in `BENCH_MIRRORS`, its lost addresses are found, half a minute of prose is
 * typed into a page. Then the window is loaded again, and it is timed how long after it is ready the findings stand there.
 * Typing begins once the extension host rests; it is done some times, and the least counts, as the machine may be busy.
 *   host     CPU of the extension host and of what it started (bar 1.05), and of its own thread, which other extensions
 *            wait for
 *   memory   resident, above the editor without it (bar 60 MB), with the process that reads the folder as long as that runs
 *   findings until they show after a reload, later than what an extension shows that does nothing else (bar 500 ms): before
 *            that the window is not ready for any
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
const reloads = 5;
const reloadMilliseconds = 25_000;
/** Of CPU in `restMilliseconds`: what a host that nobody uses takes. */
const restingSeconds = 0.1;
const restMilliseconds = 4_000;

interface Cost {
  readonly cpuSeconds: number;
  /** Of the thread that all extensions share. */
  readonly ownSeconds: number;
  readonly megabytes: number;
}

/** Of a whole process, or of one of its threads; of a process also what those took that it started and that have ended. */
function cpuSeconds(stat: string, which: 'own' | 'with ended') {
  const fields = readFileSync(stat, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const counted = fields.slice(11, which === 'own' ? 13 : 15);
  return counted.reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

function costOf(pid: string): Cost {
  const readers = readersOf(pid);
  const sum = (of: (one: string) => number) => readers.reduce((total, one) => total + of(one), 0);
  return {
    cpuSeconds: cpuSeconds(`/proc/${pid}/stat`, 'with ended') + sum((one) => cpuSeconds(`/proc/${one}/stat`, 'own')),
    ownSeconds: cpuSeconds(`/proc/${pid}/task/${pid}/stat`, 'own'),
    megabytes: residentMegabytes(pid) + sum(residentMegabytes),
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

/** The extension host of this server, by its home. What it forks looks like itself for a moment. */
function extensionHost({ folder }: Server): string | undefined {
  const alike = processes().filter(
    (pid) =>
      readParts(pid, 'cmdline').includes('--type=extensionHost') &&
      readParts(pid, 'environ').includes(`HOME=${folder}`),
  );
  return alike.findLast((pid) => !alike.some((other) => isChild(pid, other)));
}

function isChild(pid: string, parent: string): boolean {
  return readParts(pid, 'status', '\n').includes(`PPid:\t${parent}`);
}

/** What the extension has started in the extension host to read folders. */
function readersOf(host: string): readonly string[] {
  return processes().filter(
    (pid) => readParts(pid, 'cmdline').some((word) => word.endsWith('analysis.mjs')) && isChild(pid, host),
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

/** Until what was begun before is done, and what was started for it has ended. */
async function rest(pid: string): Promise<void> {
  await setTimeout(settleMilliseconds);
  await waitFor('the extension host to rest', async () => {
    const before = costOf(pid).cpuSeconds;
    await setTimeout(restMilliseconds);
    const isResting = costOf(pid).cpuSeconds - before < restingSeconds && readersOf(pid).length === 0;
    return isResting || undefined;
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

/** In milliseconds from the window's own parts being there. */
interface Shown {
  readonly yardstick: number;
  readonly findings: number;
}

async function reload(window: Page): Promise<Shown> {
  // What the window before it started has ended.
  await setTimeout(reloadMilliseconds);
  await window.reload();
  await window.locator('.statusbar-item[id="status.problems"]').waitFor({ timeout: patience });
  const ready = performance.now();
  const since = async (shown: Promise<void>) => {
    await shown;
    return performance.now() - ready;
  };
  const yardstick = window.locator('.part.statusbar .statusbar-item', { hasText: yardstickText }).first();
  const [yardstickAt, findingsAt] = await Promise.all([since(yardstick.waitFor()), since(findings(window))]);
  return { yardstick: yardstickAt, findings: findingsAt };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

const yardstickText = 'yardstick is there';

/** An extension that starts when ours does, and shows a word. */
function packYardstick(folder: string): string {
  const manifest = {
    name: 'yardstick',
    publisher: 'broken-backlinks',
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    main: 'main.js',
    activationEvents: ['workspaceContains:.git', 'onStartupFinished'],
  };
  const main = [
    `const { window } = require('vscode');`,
    'exports.activate = () => {',
    '  const item = window.createStatusBarItem();',
    `  item.text = ${JSON.stringify(yardstickText)};`,
    '  item.show();',
    '};',
  ];
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'main.js'), main.join('\n'));
  writeFileSync(join(folder, 'README.md'), 'Shows a word.\n');
  const file = join(folder, 'yardstick.vsix');
  const vsce = join(import.meta.dirname, '..', 'node_modules', '@vscode', 'vsce', 'vsce');
  const pack = [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file];
  execFileSync(process.execPath, pack, { cwd: folder, stdio: 'ignore' });
  return file;
}

async function measure(folder: string, ...vsix: readonly string[]) {
  const isOurs = vsix.length > 0;
  execFileSync('git', ['-C', folder, 'checkout', '--quiet', '--force', 'HEAD']);
  const settings = { 'files.autoSave': 'off', 'editor.quickSuggestions': { other: 'off' } };
  const server = await startServer(installHost(), { trusted: true, vsix, settings, testable: false });
  const browser = await launchBrowser();
  try {
    const window = await newWorkbenchPage(browser);
    window.setDefaultTimeout(patience);
    await window.goto(workspaceAddress(server, { workspace: folder }));
    await window.locator('.statusbar-item[id="status.problems"]').waitFor();
    if (isOurs) {
      await runCommand(window, 'Broken Backlinks: Find Lost Addresses');
      await findings(window);
    }
    const cost = await typing(window, server);
    const shown: Shown[] = [];
    while (isOurs && shown.length < reloads) shown.push(await reload(window));
    return { cost, shown };
  } finally {
    await browser.close();
    await server.stop();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bench-typing-'));
const yardstickFolder = mkdtempSync(join(tmpdir(), 'bench-yardstick-'));
try {
  refuseSealed('gohugoio/hugoDocs');
  execFileSync('git', ['clone', '--quiet', join(mirrors, 'gohugoio+hugoDocs', 'repo'), folder]);
  const bare = (await measure(folder)).cost;
  const { cost, shown } = await measure(folder, packageExtension().file, packYardstick(yardstickFolder));
  const later = shown.map(({ findings: ours, yardstick }) => ours - yardstick);
  const ready = shown.map(({ findings: ours }) => ours);
  const seconds = (value: number) => `${value.toFixed(2)} s`;
  console.log(
    [
      `host      ${seconds(cost.cpuSeconds)} against ${seconds(bare.cpuSeconds)}: ${(cost.cpuSeconds / bare.cpuSeconds).toFixed(2)} (bar 1.05)`,
      `its own   ${seconds(cost.ownSeconds)} against ${seconds(bare.ownSeconds)}: ${(cost.ownSeconds / bare.ownSeconds).toFixed(2)}`,
      `memory    ${(cost.megabytes - bare.megabytes).toFixed(0)} MB above ${bare.megabytes.toFixed(0)} MB (bar 60)`,
      `findings  ${median(later).toFixed(0)} ms after the yardstick (bar 500; each ${later.map((each) => each.toFixed(0)).join(', ')})`,
      `          ${median(ready).toFixed(0)} ms after the window's own parts are there`,
    ].join('\n'),
  );
} finally {
  for (const made of [folder, yardstickFolder]) rmSync(made, { recursive: true, force: true });
}
