/** A web server of this machine, started on a free port with a configuration of ours. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ask } from './ask.ts';
import type { Reply } from './engine.ts';

/** `undefined` when the program is there. */
export function missingProgram(name: string, ...probe: readonly string[]): string | undefined {
  return spawnSync(name, probe, { stdio: 'ignore' }).status === 0 ? undefined : `${name} is not installed`;
}

/** The title with the version the program tells of itself. */
export function titleOf(title: string, name: string, ...probe: readonly string[]): string {
  const { stdout, stderr } = spawnSync(name, probe, { encoding: 'utf8' });
  return [title, /\d+\.\d+(?:\.\d+)?/.exec(`${stdout ?? ''}${stderr ?? ''}`)?.[0]].filter(Boolean).join(' ');
}

export interface Program {
  /** Variables a program takes its port from. */
  readonly env?: (port: number) => Readonly<Record<string, string>>;
  readonly command: string;
  /** Asked by https. */
  readonly isSecure?: boolean;
  readonly args: (folder: string) => readonly string[];
  readonly files: (folder: string, port: number) => Readonly<Record<string, string>>;
}

/** Starts the program, asks, and ends it. */
export async function askProgram(program: Program, urls: readonly string[]): Promise<readonly Reply[]> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  // A server that gives up its rights must still read what is here.
  chmodSync(folder, 0o755);
  const port = await freePort();
  for (const [name, text] of Object.entries(program.files(folder, port))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const child = spawn(program.command, program.args(folder), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: folder, ...program.env?.(port) },
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString();
  });
  try {
    await reachable(port, () => said);
    return await ask(port, urls, program.isSecure);
  } finally {
    // One that refused its configuration has ended by itself.
    const isOver = child.exitCode !== null || child.signalCode !== null;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (!isOver && child.kill('SIGTERM')) await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

async function reachable(port: number, said: () => string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The server did not start: ${said().slice(0, 500)}`);
}
