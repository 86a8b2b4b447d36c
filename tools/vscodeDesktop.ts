import { spawnSync } from 'node:child_process';
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { findCommand } from './systemTools.ts';

/** How a desktop VS Code is told things on the command line. */
export interface DesktopCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/** The command line that belongs to an executable of VS Code. */
export function commandOf(executable: string): DesktopCommand {
  const [file = executable, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, {
    reuseMachineInstall: true,
  });
  return { file, args };
}

/** The user's VS Code: the one named in the environment, else `code`; `undefined` without one, or without a screen. */
export function usersVscode(): DesktopCommand | undefined {
  const executable = process.env.VSCODE_EXECUTABLE;
  if (executable) return commandOf(executable);
  // In a terminal of a remote window `code` speaks to that window and opens no other.
  if (process.env.VSCODE_IPC_HOOK_CLI || !hasScreen()) return undefined;
  const file = findCommand(process.platform === 'win32' ? 'code.cmd' : 'code');
  return file === undefined ? undefined : { file, args: [] };
}

export function hasScreen(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Runs VS Code's command line to its end. Throws with what it said when it fails. */
export function runDesktop(
  command: DesktopCommand,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): void {
  const shell = process.platform === 'win32';
  const [file = '', ...rest] = [command.file, ...command.args, ...args].map((word) => (shell ? `"${word}"` : word));
  const { status, error, stdout, stderr } = spawnSync(file, rest, { env, encoding: 'utf8', shell });
  if (status !== 0) throw new Error(`${command.file} ${args.join(' ')} failed:\n${error?.message ?? stdout + stderr}`);
}
