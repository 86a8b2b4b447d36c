import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests, SilentReporter } from '@vscode/test-electron';
import { commandOf, hasScreen, runDesktop } from '../vscodeDesktop.ts';
import { cleanEnvironment } from '../vscodeHost/environment.ts';
import { calmSettings } from '../vscodeHost/settings.ts';
import type { Editor, EditorRun } from './editor.ts';
import { cacheFolder } from './paths.ts';

const downloadTimeout = 5_000;

/** The newest stable VS Code, downloaded into the cache; `undefined` where the network or a screen is missing. */
export async function downloadedEditor(): Promise<Editor | undefined> {
  if (!hasScreen()) return undefined;
  try {
    const executable = await downloadAndUnzipVSCode({
      cachePath: join(cacheFolder, 'vscode'),
      reporter: new SilentReporter(),
      timeout: downloadTimeout,
    });
    return desktopEditor(executable);
  } catch (error) {
    if (isNetworkFailure(error)) return undefined;
    throw error;
  }
}

/** A desktop VS Code. Every run has user data and extensions of its own. */
export function desktopEditor(executable: string): Editor {
  return {
    title: executable,
    run: async (run) => {
      const folder = mkdtempSync(join(tmpdir(), 'vscode-desktop-'));
      try {
        await runIn(folder, executable, run);
        return undefined;
      } catch (error) {
        return String(error);
      } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      }
    },
    close: async () => undefined,
  };
}

async function runIn(folder: string, executable: string, run: EditorRun): Promise<void> {
  const user = join(folder, 'user');
  const folders = ['--user-data-dir', user, '--extensions-dir', join(folder, 'extensions')];
  mkdirSync(join(user, 'User'), { recursive: true });
  writeFileSync(join(user, 'User', 'settings.json'), JSON.stringify({ ...calmSettings, ...run.settings }));

  if (run.vsix !== undefined) {
    runDesktop(commandOf(executable), [...folders, '--install-extension', run.vsix, '--force']);
  }
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: run.extension.folder,
    extensionTestsPath: run.extension.tests,
    extensionTestsEnv: { ...withoutPersonal(), BROKEN_BACKLINKS_HOME: join(folder, 'kept'), ...run.env },
    launchArgs: [run.workspace, ...folders, ...(run.trusted ? ['--disable-workspace-trust'] : [])],
  });
}

/** `extensionTestsEnv` is laid over this process's environment: what a run must not see is undefined in it. */
function withoutPersonal(): Record<string, string | undefined> {
  const clean = cleanEnvironment();
  return Object.fromEntries(Object.keys(process.env).map((name) => [name, clean[name]]));
}

function isNetworkFailure(error: unknown): boolean {
  const codes = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENETUNREACH'];
  if (!(error instanceof Error)) return false;
  return (
    codes.includes(String((error as NodeJS.ErrnoException).code)) ||
    /timeout|timed out/i.test(`${error.name} ${error.message}`)
  );
}
