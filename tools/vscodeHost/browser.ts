import { type Browser, chromium } from 'playwright-core';
import { findCommand, installDebianPackages } from '../systemTools.ts';

/** A headless browser that can reach this machine only. The caller closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumExecutable(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--proxy-server=127.0.0.1:9',
      '--proxy-bypass-list=127.0.0.1;localhost',
    ],
  });
}

function chromiumExecutable(): string {
  const find = () => process.env.CHROMIUM_EXECUTABLE ?? findCommand('chromium', 'chromium-browser', 'google-chrome');
  const found = find();
  if (found !== undefined) return found;
  installDebianPackages(['chromium', 'fonts-dejavu-core'], 'the tests in a real VS Code');
  const installed = find();
  if (installed === undefined) throw new Error('The Debian package chromium brought no command of that name.');
  return installed;
}
