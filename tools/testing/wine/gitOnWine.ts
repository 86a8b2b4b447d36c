/** A `git.exe` for programs that run under Wine, which speaks for the git of this machine. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCommands } from '../../systemTools.ts';
import { startGitRelay } from './gitRelay.ts';

const compiler = 'x86_64-w64-mingw32-gcc';

/** Puts `git.exe` into the folder, which is made, and answers it until it is stopped. */
export async function startGitOnWine(folder: string): Promise<{ readonly folder: string; stop(): void }> {
  ensureCommands({ [compiler]: 'gcc-mingw-w64-x86-64-win32' }, 'git under Wine');
  mkdirSync(folder, { recursive: true });
  const source = join(import.meta.dirname, 'gitProgram.c');
  const options = ['-O1', '-s', '-Wall', '-Werror', '-municode', '-o', join(folder, 'git.exe'), source, '-lws2_32'];
  const { status, stderr } = spawnSync(compiler, options, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${source} was not compiled:\n${stderr}`);
  const relay = await startGitRelay();
  const address = relay.address();
  writeFileSync(join(folder, 'port'), String(typeof address === 'object' && address !== null ? address.port : ''));
  return { folder, stop: () => relay.close() };
}
