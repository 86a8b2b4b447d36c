import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { screenshotFolder } from '../../../tools/testing/paths.ts';
import { installHost } from '../../../tools/vscodeHost/install.ts';
import { type Server, startServer } from '../../../tools/vscodeHost/server.ts';
import { newWorkbenchPage, workspaceAddress } from '../../../tools/vscodeHost/workbenchPage.ts';
import { sharedBrowser } from './browser.ts';
import { Dialog } from './dialog.ts';
import { EditorPane } from './editorPane.ts';
import { Notifications } from './notifications.ts';
import { oneLine } from './oneLine.ts';
import { patience } from './patience.ts';
import { Problems } from './problems.ts';
import { QuickInput } from './quickInput.ts';
import { StatusBar } from './statusBar.ts';
import { grantTrust } from './trust.ts';
import { Views } from './views.ts';

export interface WorkbenchOptions {
  /** Fills an empty folder. Resolves to what to open: that folder, one in it, or a `.code-workspace` file. */
  readonly createWorkspace: (folder: string) => Promise<string>;
  /** Whether the workspace is trusted from the start. Default: true. */
  readonly trusted?: boolean;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables of the extension. Nothing of the developer's own credentials or proxies is in it. */
  readonly env?: Readonly<Record<string, string>>;
}

async function visibleTexts(page: Page, place: string): Promise<readonly string[]> {
  return (await page.locator(place).allInnerTexts()).map(oneLine);
}

/**
 * A list whose top rows stick would show some of them twice. The hover of a row comes up while a slow machine is on its
 * way from the row to its button, and takes the click.
 */
const plainTrees = { 'workbench.tree.enableStickyScroll': false, 'workbench.hover.delay': 60_000 };

const readyTimeout = 60_000;
/** What an extension stores reaches the storage of the page a little after the extension is told so. */
const storageDelay = 1_000;

/** Every workbench that a test has open, for the picture when it fails. */
export const openWorkbenches = new Set<Workbench>();

/** Opens a VS Code window with the packaged extension installed, on a fresh server with fresh storage. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const vsix = process.env.EXTENSION_PACKAGE;
  if (!vsix) throw new Error('Run these tests with: npm run test:ui');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vscode-ui-')));
  const workspace = await options.createWorkspace(folder);
  const { trusted = true, settings, env } = options;
  // Before the server, which nothing would stop if there were no browser.
  const page = await newWorkbenchPage(await sharedBrowser());
  const server = await startServer(installHost(), {
    trusted,
    vsix,
    settings: { ...plainTrees, ...settings },
    env,
    testable: false,
  });
  page.setDefaultTimeout(patience);
  const workbench = new Workbench(page, server, folder);
  openWorkbenches.add(workbench);
  await page.goto(workspaceAddress(server, { workspace }));
  await workbench.ready();
  return workbench;
}

/** A VS Code window, its parts, and the temporary folder it shows. */
export class Workbench {
  readonly page: Page;
  /** The folder that was given to `createWorkspace`. */
  readonly folder: string;
  readonly quickInput: QuickInput;
  readonly dialog: Dialog;
  readonly editor: EditorPane;
  readonly notifications: Notifications;
  readonly problems: Problems;
  readonly statusBar: StatusBar;
  readonly views: Views;
  readonly #server: Server;

  constructor(page: Page, server: Server, folder: string) {
    this.page = page;
    this.folder = folder;
    this.#server = server;
    this.quickInput = new QuickInput(page);
    this.dialog = new Dialog(page);
    this.editor = new EditorPane(page, this.quickInput);
    this.notifications = new Notifications(page);
    this.problems = new Problems(page);
    this.statusBar = new StatusBar(page);
    this.views = new Views(page);
  }

  /** Resolves when the window is there. Extensions may still be starting: `runCommand` waits for theirs. */
  async ready(): Promise<void> {
    await this.page.locator('.statusbar-item[id="status.problems"]').waitFor({ timeout: readyTimeout });
  }

  /** Runs a command by its whole title, as in the palette: `Broken Backlinks: Audit Site`. */
  runCommand(title: string): Promise<void> {
    return this.quickInput.runCommand(title);
  }

  grantTrust(): Promise<void> {
    return grantTrust(this.page);
  }

  /** Loads the window again. What it stores stays. */
  async reload(): Promise<void> {
    await this.page.waitForTimeout(storageDelay);
    await this.page.reload();
    await this.ready();
  }

  /** A picture of the window, in `.cache/screenshots`. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshotFolder, { recursive: true });
    await this.page.screenshot({ path: join(screenshotFolder, `${name}.png`) });
  }

  /** What the window shows, for the report of a failure: messages, those in the list too, and the bars. */
  async description(): Promise<string> {
    const lines = [
      ...(await this.notifications.all()).map((text) => `message: ${text}`),
      ...(await this.statusBar.texts()).map((text) => `status bar: ${text}`),
      ...(await visibleTexts(this.page, '.part.sidebar .monaco-list-row')).map((text) => `side bar: ${text}`),
      ...(await visibleTexts(this.page, '.quick-input-widget:visible')).map((text) => `box: ${text}`),
      ...(await visibleTexts(this.page, '.part.editor .tab')).map((text) => `tab: ${text}`),
    ];
    return lines.map((line) => `  ${line}`).join('\n');
  }

  async close(): Promise<void> {
    openWorkbenches.delete(this);
    await this.page.context().close();
    await this.#server.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
