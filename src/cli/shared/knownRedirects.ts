/** `--known-redirects FILE`: redirects given as examples, one `old<TAB>new` a line. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { urlPath } from '../../core/paths.ts';
import type { KnownRedirect } from '../../core/suggest/world/world.ts';
import { type Arguments, type CommandConsole, UsageError } from './command.ts';

/** Throws `UsageError` for a file that is not there, and for a line without both addresses. */
export async function knownRedirects(args: Arguments, host: CommandConsole): Promise<readonly KnownRedirect[]> {
  const name = args.text('known-redirects');
  if (name === undefined) return [];
  const text = await readFile(resolve(host.cwd, name), 'utf8').catch(() => {
    throw new UsageError(`--known-redirects ${name}: there is no such file.`);
  });
  return text.split(/\r?\n/).flatMap((line, i): readonly KnownRedirect[] => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [from, to] = line.split('\t').map((part) => part.trim());
    if (!from || !to) {
      throw new UsageError(`${name}:${i + 1} should hold an old address, a tab and the new one, not "${line}".`);
    }
    return [{ from: urlPath(from), to: urlPath(to) }];
  });
}
