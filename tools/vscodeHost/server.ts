import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment } from './environment.ts';
import type { Host } from './install.ts';
import { calmSettings } from './settings.ts';

export interface ServerOptions {
  /** Every folder is trusted. Default: false, folders open in restricted mode until the user grants trust. */
  readonly trusted?: boolean;
  /** Packaged extensions to install before the start. */
  readonly vsix?: string | readonly string[];
  /** User settings on top of the calm ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the server and its extension host, on top of a clean one. */
  readonly env?: Readonly<Record<string, string>>;
  /** Pages may name an extension to run from its folder, and its tests. Such a page shows no toasts. Default: true. */
  readonly testable?: boolean;
  readonly port?: number;
}

/** A running server with folders of its own, which go when it stops. */
export interface Server {
  readonly address: string;
  readonly folder: string;
  stop(): Promise<void>;
}

const startTimeout = 60_000;

export async function startServer(host: Host, options: ServerOptions = {}): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'vscode-host-'));
  // What extensions leave in the temporary folder, such as the sockets of the git one, goes with the server.
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const env = {
    ...cleanEnvironment(),
    HOME: folder,
    BROKEN_BACKLINKS_HOME: join(folder, 'kept'),
    TMPDIR: temporary,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...options.env,
  };
  const folders = [
    '--accept-server-license-terms',
    ...['--server-data-dir', join(folder, 'server')],
    ...['--user-data-dir', join(folder, 'user')],
    ...['--extensions-dir', join(folder, 'extensions')],
  ];
  // A server keeps settings of scope `machine` apart from the user's others.
  for (const place of [join('user', 'User'), join('user', 'Machine')]) {
    mkdirSync(join(folder, place), { recursive: true });
    writeFileSync(join(folder, place, 'settings.json'), JSON.stringify({ ...calmSettings, ...options.settings }));
  }

  for (const vsix of [options.vsix ?? []].flat()) {
    const install = [host.serverMain, ...folders, '--install-extension', vsix, '--force'];
    execFileSync(host.node, install, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  }
  const child = spawn(
    host.node,
    [
      host.serverMain,
      ...folders,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token'],
      ...['--telemetry-level', 'off'],
      ...(options.testable === false ? [] : ['--enable-smoke-test-driver']),
      ...(options.trusted ? ['--disable-workspace-trust'] : []),
    ],
    { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    return { address: `http://127.0.0.1:${await listeningPort(child)}`, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listeningPort(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason: string) => reject(new Error(`The VS Code server ${reason}:\n${output}`));
    const timer = setTimeout(() => fail('did not start in time'), startTimeout);
    const read = (chunk: Buffer) => {
      output = (output + chunk).slice(-10_000);
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

/** Ends the server with its extension host, file watcher and terminals: they are one process group. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}
