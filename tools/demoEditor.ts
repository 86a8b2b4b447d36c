// Opens the embedded sample in VS Code with the extension installed: in the user's, else in a hosted one.
// Everything it needs lives in a temporary folder, and nothing leaves this machine.
//   node tools/node24.mjs tools/demoEditor.ts [--port PORT]
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSample } from '../src/sample/createSample.ts';
import { sampleFolder, startSampleIndex } from '../test/support/sampleIndex.ts';
import { packageExtension } from './packageExtension.ts';
import { ensureCommands } from './systemTools.ts';
import { type DesktopCommand, runDesktop, usersVscode } from './vscodeDesktop.ts';
import { cleanEnvironment } from './vscodeHost/environment.ts';
import { hostIsSupported, installHost } from './vscodeHost/install.ts';
import { startServer } from './vscodeHost/server.ts';
import { calmSettings } from './vscodeHost/settings.ts';
import { workspaceAddress } from './vscodeHost/workbenchPage.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const whatToDo = `Press F1 and run "Broken Backlinks: Audit Site". Its answers come from this machine and cost nothing.
Ctrl+C here ends the demo and removes the sample.`;

interface Demo {
  readonly folder: string;
  readonly site: string;
  readonly vsix: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
}

ensureCommands({ git: 'git' }, 'the sample');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'broken-backlinks-demo-')));
const index = await startSampleIndex();
let stop: () => Promise<void> = async () => undefined;
const end = async () => {
  await stop();
  await index.standIn.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end().then(() => process.exit(0)));

try {
  const site = join(folder, 'tidewater');
  await createSample(site, sampleFolder);
  const { file: vsix } = packageExtension();
  const demo: Demo = { folder, site, vsix, settings: index.settings, env: { ...cleanEnvironment(), ...index.env } };
  const command = usersVscode();
  if (command === undefined) stop = await openHosted(demo, Number(values.port));
  else openDesktop(demo, command);
  console.log(whatToDo);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end();
  process.exit(1);
}

/** A window of the user's VS Code, with user data and extensions of its own. */
function openDesktop({ folder, site, vsix, settings, env }: Demo, command: DesktopCommand): void {
  const user = join(folder, 'user');
  mkdirSync(join(user, 'User'), { recursive: true });
  writeFileSync(join(user, 'User', 'settings.json'), JSON.stringify({ ...calmSettings, ...settings }));
  const folders = ['--user-data-dir', user, '--extensions-dir', join(folder, 'extensions')];
  runDesktop(command, [...folders, '--install-extension', vsix, '--force'], env);
  runDesktop(command, [...folders, '--disable-workspace-trust', '--new-window', site], env);
  console.log('A window of VS Code with the sample opens.');
}

/** A server to open in a browser. Resolves to how to end it. */
async function openHosted({ site, vsix, settings, env }: Demo, port: number): Promise<() => Promise<void>> {
  if (!hostIsSupported) {
    throw new Error(
      'No VS Code was found. Put its command "code" on the PATH, or name its executable in VSCODE_EXECUTABLE.',
    );
  }
  const server = await startServer(installHost(), { trusted: true, testable: false, vsix, settings, env, port });
  console.log(`Open this in a browser: ${workspaceAddress(server, { workspace: site })}`);
  return server.stop;
}
