import { existsSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cachedInstall, npm } from '../cachedInstall.mjs';
import { developmentNode } from '../developmentNode.mjs';
import { ensureCommands } from '../systemTools.ts';

/** A VS Code server of our own: it serves the web workbench and runs extensions in its Node extension host. */
export interface Host {
  readonly node: string;
  readonly serverMain: string;
}

/** Whether this machine can run the server: its native parts are built for Linux only. */
export const hostIsSupported = process.platform === 'linux';

/** The server, installed into the cache on the first call. Throws with a message for the user. */
export function installHost(): Host {
  const { executable, home } = developmentNode();
  const folder = cachedInstall({
    name: 'vscode-host',
    source: join(import.meta.dirname, 'packages'),
    edition: '1',
    announcement: 'No VS Code on this machine: installing a VS Code server into .cache (once, about a minute, 370 MB).',
    finish: (root) => finishInstall(root, executable, home),
  });
  return { node: executable, serverMain: join(folder, serverFolder, 'out', 'server-main.js') };
}

const serverFolder = join('node_modules', 'code-server', 'lib', 'vscode');

function finishInstall(root: string, node: string, headers: string): void {
  // The workbench page loads its WebAssembly and terminal parts by URL from the server's own node_modules.
  symlinkSync(join('..', '..', '..'), join(root, serverFolder, 'node_modules'));

  // Without spdlog no output channel ever shows its text. It is the one part without a prebuilt binary.
  ensureCommands({ 'g++': 'g++', make: 'make', python3: 'python3' }, 'compiling the logger of the VS Code server');
  npm(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], root, {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
    npm_config_nodedir: headers,
    npm_config_ignore_scripts: 'false',
  });
  const compiled = join(root, 'node_modules', '@vscode', 'spdlog', 'build', 'Release', 'spdlog.node');
  if (!existsSync(compiled))
    throw new Error(`The logger of the VS Code server was not compiled: ${compiled} is missing.`);
}
