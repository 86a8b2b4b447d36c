import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../vscodeHost/browser.ts';
import { runExtensionTests } from '../vscodeHost/extensionTests.ts';
import { hostIsSupported, installHost } from '../vscodeHost/install.ts';
import { startServer } from '../vscodeHost/server.ts';
import type { Editor, EditorRun } from './editor.ts';
import { cacheFolder, screenshotFolder } from './paths.ts';

/** A VS Code server with a headless browser as its window. Installed on first use. */
export async function hostedEditor(): Promise<Editor> {
  if (!hostIsSupported) {
    throw new Error('No VS Code could be downloaded. Name yours in VSCODE_EXECUTABLE and run this again.');
  }
  const host = installHost();
  const browser = await launchBrowser();
  return {
    title: `hosted VS Code, Chromium ${browser.version()}`,
    run: async ({ name, workspace, trusted, extension, vsix, settings, env, timeout }: EditorRun) => {
      const log = startLog(name);
      const server = await startServer(host, { trusted, vsix, settings, env });
      try {
        const problem = await runExtensionTests(server, browser, {
          workspace,
          extension,
          timeout,
          log: (line) => appendFileSync(log, `${line}\n`),
          screenshot: join(screenshotFolder, `vscode-${name}.png`),
        });
        return problem && `${problem} The editor's log: ${log}`;
      } finally {
        await server.stop();
      }
    },
    close: () => browser.close(),
  };
}

function startLog(name: string): string {
  const folder = join(cacheFolder, 'logs');
  mkdirSync(folder, { recursive: true });
  const log = join(folder, `vscode-${name}.log`);
  writeFileSync(log, '');
  return log;
}
