import { format } from 'node:util';
import type { Browser } from 'playwright-core';
import type { Server } from './server.ts';
import { newWorkbenchPage, type PageOptions, workspaceAddress } from './workbenchPage.ts';

export interface ExtensionTestOptions extends PageOptions {
  readonly extension: { readonly folder: string; readonly tests: string };
  readonly timeout: number;
  /** Takes what the workbench and the tests print. */
  readonly log: (line: string) => void;
  /** Where a picture of the workbench goes when the tests fail or do not end. */
  readonly screenshot: string;
}

/** Runs an extension's tests in the extension host of a server. Resolves to what broke, `undefined` when nothing did. */
export async function runExtensionTests(
  server: Server,
  browser: Browser,
  options: ExtensionTestOptions,
): Promise<string | undefined> {
  const page = await newWorkbenchPage(browser);
  let end: (problem: string | undefined) => void = () => undefined;
  const ended = new Promise<string | undefined>((resolve) => {
    end = resolve;
  });
  const timer = setTimeout(() => end('The tests did not end in time.'), options.timeout);
  page.once('crash', () => end('The page with the workbench crashed.'));
  try {
    await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) =>
      options.log(`[${type}] ${format(...args)}`),
    );
    await page.exposeFunction('codeAutomationExit', (code: number) =>
      end(code === 0 ? undefined : `The tests ended with ${code}.`),
    );
    // On a machine that does much else the page alone takes longer than a browser waits by itself.
    await page.goto(workspaceAddress(server, options), { timeout: options.timeout });
    const problem = await ended;
    if (problem !== undefined) await page.screenshot({ path: options.screenshot }).catch(() => undefined); // The page may be gone.
    return problem;
  } finally {
    clearTimeout(timer);
    await page.context().close();
  }
}
