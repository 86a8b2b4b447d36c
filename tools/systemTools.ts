import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these commands found on the PATH, as a full path; `undefined` when there is none. */
export function findCommand(...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = programNames(name)
        .map((program) => join(folder, program))
        .find(isExecutable);
      if (file !== undefined) return file;
    }
  }
  return undefined;
}

/**
 * Makes sure that commands exist: installs the Debian packages of those that are missing.
 * `needed` maps a command to its package. Throws with a message for the user when that is not possible here.
 */
export function ensureCommands(needed: Readonly<Record<string, string>>, purpose: string): void {
  const missing = Object.keys(needed).filter((command) => findCommand(command) === undefined);
  if (missing.length > 0)
    installDebianPackages([...new Set(missing.map((command) => needed[command] ?? command))], purpose);
}

/** Installs Debian packages as root, quietly. Throws with what to do by hand when that is not possible. */
export function installDebianPackages(packages: readonly string[], purpose: string): void {
  const byHand = `Missing for ${purpose}: ${packages.join(', ')}. Install by hand: sudo apt-get install ${packages.join(' ')}`;
  if (findCommand('apt-get') === undefined || process.getuid?.() !== 0) throw new Error(byHand);
  console.error(`Installing ${packages.join(', ')} for ${purpose} (once).`);
  const aptGet = (...args: readonly string[]) =>
    spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  aptGet('update');
  const result = aptGet('install', '-y', '--no-install-recommends', ...packages);
  if (result.status !== 0) throw new Error(`${byHand}\n${result.error?.message ?? result.stdout + result.stderr}`);
}

/** On Windows, a program is a file with one of the endings that the system knows. */
export function programNames(
  name: string,
  platform = process.platform,
  extensions = process.env.PATHEXT,
): readonly string[] {
  if (platform !== 'win32') return [name];
  return (extensions || '.COM;.EXE;.BAT;.CMD').split(';').map((extension) => name + extension.toLowerCase());
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // Absent or not executable: the same to the caller.
  }
}
