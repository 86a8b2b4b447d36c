/** Which files of a folder git tracks or would track. */
import { execFile } from 'node:child_process';

/** `undefined` when the folder is no git working tree or there is no git. */
export async function listGitFiles(
  root: string,
  signal?: AbortSignal,
): Promise<{ files: readonly string[]; links: ReadonlySet<string> } | undefined> {
  const [staged, others, deleted] = await Promise.all([
    gitLines(root, ['ls-files', '-z', '--stage'], signal),
    gitLines(root, ['ls-files', '-z', '--others', '--exclude-standard'], signal),
    gitLines(root, ['ls-files', '-z', '--deleted'], signal),
  ]);
  if (staged === undefined || others === undefined || deleted === undefined) return undefined;
  const gone = new Set(deleted);
  const links = new Set<string>();
  const files = new Set<string>();
  for (const entry of staged) {
    const mode = entry.slice(0, 6);
    const path = entry.slice(entry.indexOf('\t') + 1);
    if (mode === '160000' || gone.has(path)) continue;
    if (mode === '120000') links.add(path);
    files.add(path);
  }
  for (const path of others) {
    // What is not tracked may be a link, too; an ordinary file passes the same check.
    links.add(path);
    files.add(path);
  }
  return { files: [...files], links };
}

function gitLines(root: string, args: readonly string[], signal?: AbortSignal): Promise<readonly string[] | undefined> {
  return new Promise((resolve, reject) => {
    const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', `safe.directory=${root}`];
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
    execFile('git', ['-C', root, ...safe, ...args], { maxBuffer: 1 << 30, signal, env }, (error, stdout) => {
      if (signal?.aborted) reject(signal.reason);
      else resolve(error ? undefined : stdout.split('\0').filter((line) => line !== ''));
    });
  });
}
