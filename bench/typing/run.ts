/**
 * `npm run bench:typing [-- typing|reload]`: what the extension costs while prose is typed, as ratios against an editor without it that does
 * the same: hugoDocs is opened from its copy in `BENCH_MIRRORS`, its lost addresses are found, half a minute of prose is
 * typed into a page. Then the window is loaded again, and it is timed how long after it is ready the findings stand there.
 * Typing begins once the extension host rests. A first round in each window is not counted, as the engine still compiles
 * then; after it the windows take turns, each going first as often as the other, and the middle of the turns' ratios counts.
 *   host     CPU of the extension host and of what it started (bar 1.05), and of its own thread, which other extensions
 *            wait for
 *   memory   resident, above the editor without it (bar 60 MB), with the process that reads the folder as long as that runs
 *   findings until they show after a reload, later than what an extension shows that does nothing else (bar 500 ms): before
 *            that the window is not ready for any
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { packageExtension } from '../../tools/packageExtension.ts';
import { launchBrowser } from '../../tools/vscodeHost/browser.ts';
import { installHost } from '../../tools/vscodeHost/install.ts';
import { type Server, startServer } from '../../tools/vscodeHost/server.ts';
import { newWorkbenchPage, workspaceAddress } from '../../tools/vscodeHost/workbenchPage.ts';
import { mirrors } from '../places.ts';
import { refuseSealed } from '../sealed.ts';
import { type Cost, costOf, extensionHost, readersOf } from './hostCost.ts';
import { packYardstick, yardstickText } from './yardstick.ts';

const page = 'content/en/getting-started/quick-start.md';
const prose = 'The harbour is quiet in the morning, and the gauge below the pier is read every ten minutes. ';
const typedTimes = 6;
const keyMilliseconds = 60;
/** What is judged again begins after a pause. */
const settleMilliseconds = 10_000;
/** A window of a busy machine takes minutes. */
const patience = 600_000;
const rounds = 8;
const reloads = 5;
const reloadMilliseconds = 25_000;
/** Of CPU in `restMilliseconds`: what a host that nobody uses takes. */
const restingSeconds = 0.1;
const restMilliseconds = 4_000;

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

/** Opens the page in a window and waits for its extension host to rest; what a round of typing costs there. */
async function typist(window: Page, server: Server): Promise<() => Promise<Cost>> {
  await openPage(window);
  const pid = await waitFor('the extension host', () => extensionHost(server));
  await rest(pid);
  return () => typeOnce(window, pid);
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
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const above = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? above : (above + (sorted[half - 1] ?? Number.NaN)) / 2;
}

/** A window on the folder as it was committed; where there are extensions, the first is ours and has found lost addresses. */
async function inWindow<Value>(
  folder: string,
  vsix: readonly string[],
  use: (window: Page, server: Server) => Promise<Value>,
): Promise<Value> {
  execFileSync('git', ['-C', folder, 'checkout', '--quiet', '--force', 'HEAD']);
  const settings = { 'files.autoSave': 'off', 'editor.quickSuggestions': { other: 'off' } };
  const server = await startServer(installHost(), { trusted: true, vsix, settings, testable: false });
  const browser = await launchBrowser();
  try {
    const window = await newWorkbenchPage(browser);
    window.setDefaultTimeout(patience);
    await window.goto(workspaceAddress(server, { workspace: folder }));
    await window.locator('.statusbar-item[id="status.problems"]').waitFor();
    if (vsix.length > 0) {
      await runCommand(window, 'Broken Backlinks: Find Lost Addresses');
      await findings(window);
    }
    return await use(window, server);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Both windows are open together, and typed in by turns, so that the machine is as busy for one as for the other. */
async function measureTyping(folder: string, ours: string): Promise<readonly string[]> {
  const other = `${folder}-bare`;
  execFileSync('git', ['clone', '--quiet', folder, other]);
  try {
    return await inWindow(other, [], async (bareWindow, bareServer) =>
      inWindow(folder, [ours], async (window, server) => {
        const typeBare = await typist(bareWindow, bareServer);
        const typeOurs = await typist(window, server);
        const turns: { readonly bare: Cost; readonly ours: Cost }[] = [];
        await typeBare();
        await typeOurs();
        while (turns.length < rounds) turns.push(await takeTurn(typeBare, typeOurs, turns.length % 2 === 0));
        return toldTurns(turns);
      }),
    );
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
}

interface Turn {
  readonly bare: Cost;
  readonly ours: Cost;
}

async function takeTurn(
  typeBare: () => Promise<Cost>,
  typeOurs: () => Promise<Cost>,
  isBareFirst: boolean,
): Promise<Turn> {
  if (isBareFirst) return { bare: await typeBare(), ours: await typeOurs() };
  const ours = await typeOurs();
  return { bare: await typeBare(), ours };
}

function toldTurns(turns: readonly Turn[]): readonly string[] {
  const least = (whose: keyof Turn, key: keyof Cost) => Math.min(...turns.map((turn) => turn[whose][key]));
  const sum = (whose: keyof Turn, key: keyof Cost) => turns.reduce((total, turn) => total + turn[whose][key], 0);
  const against = (key: 'cpuSeconds' | 'ownSeconds') => {
    const middle = median(turns.map(({ bare, ours }) => ours[key] / bare[key]));
    const inAll = sum('ours', key) / sum('bare', key);
    const leastOnes = least('ours', key) / least('bare', key);
    const each = turns.map(({ bare, ours }) => `${ours[key].toFixed(2)}/${bare[key].toFixed(2)}`).join(', ');
    return `${middle.toFixed(3)} (in all ${inAll.toFixed(3)}, least against least ${leastOnes.toFixed(3)}, of ${each} s)`;
  };
  const above = least('ours', 'megabytes') - least('bare', 'megabytes');
  return [
    `host      ${against('cpuSeconds')}, bar 1.05`,
    `its own   ${against('ownSeconds')}`,
    `memory    ${above.toFixed(0)} MB above ${least('bare', 'megabytes').toFixed(0)} MB (bar 60)`,
  ];
}

async function measureReload(folder: string, ...vsix: readonly string[]): Promise<readonly string[]> {
  const shown = await inWindow(folder, vsix, async (window) => {
    const all: Shown[] = [];
    while (all.length < reloads) all.push(await reload(window));
    return all;
  });
  const told = (values: readonly number[]) =>
    `${median(values).toFixed(0)} ms (each ${values.map((value) => value.toFixed(0)).join(', ')})`;
  return [
    `findings  ${told(shown.map(({ findings: ours, yardstick }) => ours - yardstick))} after the yardstick (bar 500)`,
    `          ${told(shown.map(({ findings: ours }) => ours))} after the window's own parts are there`,
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'bench-typing-'));
const yardstickFolder = mkdtempSync(join(tmpdir(), 'bench-yardstick-'));
const wanted = new Set(process.argv.length > 2 ? process.argv.slice(2) : ['typing', 'reload']);
try {
  refuseSealed('gohugoio/hugoDocs');
  execFileSync('git', ['clone', '--quiet', join(mirrors, 'gohugoio+hugoDocs', 'repo'), folder]);
  const { file } = packageExtension();
  const lines = [
    ...(wanted.has('typing') ? await measureTyping(folder, file) : []),
    ...(wanted.has('reload') ? await measureReload(folder, file, packYardstick(yardstickFolder)) : []),
  ];
  console.log(lines.join('\n'));
} finally {
  for (const made of [folder, yardstickFolder]) rmSync(made, { recursive: true, force: true });
}
