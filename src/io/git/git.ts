/**
 * Runs the `git` binary on a repository nobody vouches for.
 *
 * A repository's own configuration may name programs (hooks, fsmonitor, external diffs, textconv, signature checks,
 * pagers, transports), so each of them is switched off here, and only commands that read objects are ever run.
 * With those off it is safe to read a repository that another user owns, which git would otherwise refuse.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { failed, type Result, success } from '../../core/ports.ts';

const switches = [
  '--no-pager',
  '--no-replace-objects',
  '--no-optional-locks',
  ...[
    'safe.directory=*',
    `core.hooksPath=${devNull}`,
    'core.fsmonitor=false',
    'core.quotePath=false',
    'core.commitGraph=true',
    'diff.external=',
    'diff.renameLimit=2000',
    'diff.noprefix=false',
    'diff.mnemonicPrefix=false',
    'diff.ignoreSubmodules=all',
    'log.showSignature=false',
    'log.mailmap=false',
    'log.follow=false',
    'color.ui=false',
    'protocol.allow=never',
    'submodule.recurse=false',
  ].flatMap((setting) => ['-c', setting]),
];

/** The environment git gets: the user's, without anything that points it elsewhere or lets it ask, fetch or run. */
export function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) if (!/^(GIT_|SSH_ASKPASS)/i.test(name)) env[name] = value;
  return {
    ...env,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_EXTERNAL_DIFF: '',
  };
}

/** Starts git in a folder; the caller reads its streams. */
export function startGit(
  repoDir: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): ChildProcessWithoutNullStreams {
  return spawn('git', [...switches, ...args], {
    cwd: repoDir,
    env: environment(),
    stdio: 'pipe',
    windowsHide: true,
    ...(signal ? { signal } : {}),
  });
}

/** Thrown inside a stream of git's output; callers at the edge turn it into a failure. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

export interface GitRun {
  readonly signal?: AbortSignal | undefined;
  /** What git reads from its standard input. */
  readonly input?: string | undefined;
}

/** The output of one git command, chunk by chunk. Throws {@link GitError} when git fails, `AbortError` when cancelled. */
export async function* gitStream(
  repoDir: string,
  args: readonly string[],
  { signal, input = '' }: GitRun = {},
): AsyncGenerator<Buffer, void> {
  signal?.throwIfAborted();
  const child = startGit(repoDir, args, signal);
  child.stdin.on('error', ignoreClosedPipe).end(input);
  const errors = collectErrors(child);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // The rejection is awaited below; while chunks are still read nobody else listens.
  ended.catch(ignoreClosedPipe);
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    const code = await ended;
    if (code !== 0) throw new GitError(errors() || `git ${args[0]} ended with ${code}`);
  } finally {
    if (child.exitCode === null) child.kill();
  }
}

/** The whole output of a short git command. */
export async function gitText(repoDir: string, args: readonly string[], signal?: AbortSignal): Promise<Result<string>> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of gitStream(repoDir, args, { signal })) chunks.push(chunk);
    return success(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    return gitFailure(error, repoDir);
  }
}

/** Says what went wrong with git in words for the user. Anything that is not git's doing is thrown on. */
export function gitFailure(error: unknown, repoDir: string): ReturnType<typeof failed> {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'AbortError') return failed('cancelled', 'Reading the history was cancelled.');
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
    return failed('not-found', 'git was not found. Install git and make sure it is on the PATH, then try again.');
  }
  if (!(error instanceof GitError)) throw error;
  if (/not a git repository/i.test(error.message)) {
    return failed('not-found', `${repoDir} is not in a git repository, so past addresses are unknown.`);
  }
  return failed('bad-answer', `git could not read the history: ${error.message.trim().split('\n')[0] ?? ''}`);
}

function collectErrors(child: ChildProcessWithoutNullStreams): () => string {
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    if (text.length < 4000) text += part;
  });
  return () => text;
}

function ignoreClosedPipe(): void {
  // git may end before it has read its input; the exit code tells what matters.
}
