import type { Browser, Page } from 'playwright-core';
import type { Server } from './server.ts';

export interface PageOptions {
  /** A folder or a `.code-workspace` file. */
  readonly workspace: string;
  /** An extension to run from its sources, and the module with its tests. */
  readonly extension?: { readonly folder: string; readonly tests?: string };
}

/** The address that opens a workspace on a server. */
export function workspaceAddress(server: Server, { workspace, extension }: PageOptions): string {
  const remote = (path: string) => `vscode-remote://${new URL(server.address).host}${path}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(extension === undefined ? [] : [['extensionDevelopmentPath', remote(extension.folder)]]),
    ...(extension?.tests === undefined ? [] : [['extensionTestsPath', remote(extension.tests)]]),
  ];
  const query = new URLSearchParams({
    [workspace.endsWith('.code-workspace') ? 'workspace' : 'folder']: workspace,
    payload: JSON.stringify(payload),
  });
  return `${server.address}/?${query}`;
}

/** A page with storage of its own, ready to load the workbench. Closing its context closes it. */
export async function newWorkbenchPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  // The server has no key to offer for the secrets that the page stores; without one they are lost on a reload.
  await page.route('**/mint-key', (route) => route.fulfill({ status: 200, body: Buffer.alloc(32, 7) }));
  return page;
}
