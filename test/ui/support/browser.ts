import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../tools/vscodeHost/browser.ts';

let browser: Promise<Browser> | undefined;

/** The one browser of a test run, started on first use. */
export function sharedBrowser(): Promise<Browser> {
  browser ??= launchBrowser();
  return browser;
}

export async function closeSharedBrowser(): Promise<void> {
  await (await browser)?.close();
}
