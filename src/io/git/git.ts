/** Runs the `git` binary on one folder; see `environment.ts` for what keeps that safe. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { failed, type Result, success } from '../../core/ports.ts';
import { environment, type Surroundings, switches } from './environment.ts';
import { GitError, gitFailure, gitSaid } from './gitError.ts';
import { findGit } from './program.ts';
import { safeConfiguration } from './safeConfiguration.ts';
import { type GitVersion, isOlder, oldestGit, readVersion, versionText } from './version.ts';
import { versionOnce } from './versionOnce.ts';
import { clockTimer, inTime, stop, type Timer, type WaitLimits } from './waiting.ts';

/** Git, found and ready to read one folder. */
export interface Git {
  readonly folder: string;
  readonly version: GitVersion;
  /** Tells what this version refuses to do, in words for the user: also what it refused before. */
  onNote(listener: (message: string) => void): void;
  /** How long a process of it that is asked now and then waits for another question, in milliseconds. */
  readonly patience: number;
  /** How long one may wait for it. */
  waiting(name: string, signal?: AbortSignal): WaitLimits;
  /** Starts a command; the caller reads its streams. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams;
  /** The output chunk by chunk. Throws {@link GitError} when git fails, `AbortError` when cancelled. */
  stream(args: readonly string[], run?: GitRun): AsyncGenerator<Buffer, void>;
  /** The whole output of a short command; `settings` are for it alone, each as `name=value`. */
  text(args: readonly string[], signal?: AbortSignal, settings?: readonly string[]): Promise<Result<string>>;
}

/** How git is run. */
export interface GitOptions {
  readonly signal?: AbortSignal | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly limits?: Partial<GitLimits> | undefined;
}

/** What one command may take. */
export interface GitLimits {
  /** How long git may say nothing while somebody waits for it, in milliseconds. */
  readonly silence: number;
  /** How long a process waits for another question before it is ended, in milliseconds. */
  readonly patience: number;
  /** What tells that such a time is over. */
  readonly timer: Timer;
  /** How many bytes a command may give that is read as a whole. */
  readonly text: number;
  /** How many bytes any command may give. */
  readonly stream: number;
}

/** Far above what the largest known repositories of websites take. */
const usual: GitLimits = {
  silence: 120_000,
  patience: 500,
  timer: clockTimer,
  text: 400_000_000,
  stream: 32_000_000_000,
};

/** What one command is run with. */
export interface GitRun {
  readonly signal?: AbortSignal | undefined;
  /** What git reads from its standard input. */
  readonly input?: string | undefined;
  /** Settings for this command alone, each as `name=value`. */
  readonly settings?: readonly string[] | undefined;
}

/**
 * Options that older versions do not know and that change nothing where a user configured nothing: without them the
 * command is still right.
 */
const dispensable: ReadonlySet<string> = new Set([
  '--no-optional-locks',
  '--no-show-signature',
  '--no-notes',
  '--no-decorate',
  '--no-color',
  '--no-indent-heuristic',
]);

/** Finds git and asks for its version. A failure says that there is none, or that it is too old, and what to do. */
export async function openGit(
  folder: string,
  { signal, env = process.env, limits }: GitOptions = {},
): Promise<Result<Git>> {
  const found = findGit(folder, env);
  if (!found.ok) return found;
  const { file, path } = found.value;
  const bounds = { ...usual, ...limits };
  const start = (args: readonly string[], at: string, around: Partial<Surroundings>) =>
    spawn(file, args, { cwd: at, env: environment(env, { path, ...around }), stdio: 'pipe', windowsHide: true });
  const ask = () => output('--version', start(['--version'], dirname(file), {}), { signal }, bounds);
  const asked = await versionOnce(file, () => whole(ask(), bounds.text, folder));
  if (!asked.ok) return asked;
  const version = readVersion(asked.value);
  if (version === undefined || isOlder(version, oldestGit)) {
    const which = version === undefined ? 'has no version this can read' : `is version ${versionText(version)}`;
    const wanted = `Install git ${versionText(oldestGit)} or newer`;
    return failed('not-found', `${file} ${which}, so the history is not read. ${wanted}, then try again.`);
  }
  const user = isOlder(version, [2, 38]) ? await safeConfiguration(folder) : undefined;
  const begin = (args: readonly string[]) => start(args, folder, { version, user });
  return success(gitIn(folder, { version, begin, limits: bounds, refused: refusals(version) }));
}

interface Ready {
  readonly version: GitVersion;
  readonly begin: (args: readonly string[]) => ChildProcessWithoutNullStreams;
  readonly limits: GitLimits;
  readonly refused: Refusals;
}

function gitIn(folder: string, ready: Ready): Git {
  const { version, limits, refused } = ready;
  const start = (args: readonly string[]) => ready.begin([...switches, ...args].filter((arg) => !refused.has(arg)));
  async function* stream(args: readonly string[], run: GitRun = {}): AsyncGenerator<Buffer, void> {
    const before = (run.settings ?? []).flatMap((setting) => ['-c', setting]);
    for (;;) {
      let isSilent = true;
      // Another command may be told of the same option meanwhile.
      const left = new Set([...dispensable].filter((option) => refused.has(option)));
      try {
        for await (const chunk of output(args[0] ?? '', start([...before, ...args]), run, limits)) {
          isSilent = false;
          yield chunk;
        }
        return;
      } catch (error) {
        const option = isSilent ? refusedOption(error) : undefined;
        if (option === undefined || left.has(option)) throw error;
        if (!refused.has(option)) refused.add(option);
      }
    }
  }
  return {
    folder,
    version,
    onNote: refused.onNote,
    patience: limits.patience,
    waiting: (name, signal) => waitFor(name, limits, signal),
    start,
    stream,
    text: (args, signal, settings) => whole(stream(args, { signal, settings }), limits.text, folder),
  };
}

/** The options that one version turned out not to know. */
interface Refusals {
  has(option: string): boolean;
  add(option: string): void;
  onNote: Git['onNote'];
}

function refusals(version: GitVersion): Refusals {
  const options = new Set<string>();
  const listeners: ((message: string) => void)[] = [];
  const note = (option: string) =>
    `git ${versionText(version)} does not know ${option} and was run without it. Install a newer git.`;
  return {
    has: (option) => options.has(option),
    add(option) {
      options.add(option);
      for (const listener of listeners) listener(note(option));
    },
    onNote(listener) {
      listeners.push(listener);
      for (const option of options) listener(note(option));
    },
  };
}

/** One of the options that can be left out, where git says that it does not know it. */
function refusedOption(error: unknown): string | undefined {
  if (!(error instanceof GitError)) return undefined;
  return [...dispensable].find((option) => option === `--${error.unknownOption}`);
}

/** The output of a started command until its end, which is a failure when git says so. */
async function* output(
  name: string,
  child: ChildProcessWithoutNullStreams,
  { signal, input = '' }: GitRun,
  limits: GitLimits,
): AsyncGenerator<Buffer, void> {
  const errors = collectErrors(child);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // The rejection is awaited below; while chunks are still read nobody else listens.
  ended.catch(ignoreClosedPipe);
  child.stdin.on('error', ignoreClosedPipe).end(input);
  const wait = waitFor(name, limits, signal);
  const chunks = child.stdout[Symbol.asyncIterator]();
  let bytes = 0;
  try {
    for (;;) {
      const next: IteratorResult<Buffer> = await inTime(chunks.next(), wait);
      if (next.done) break;
      bytes += next.value.length;
      if (bytes > limits.stream)
        throw new GitError(`git ${name} printed more than can be read and was stopped`, 'stopped');
      yield next.value;
    }
    const code = await inTime(ended, wait);
    if (code !== 0) throw gitSaid(errors(), `git ${name} ended with ${code}`);
  } finally {
    stop(child);
  }
}

/** How long a command may be waited for. */
function waitFor(name: string, { silence, timer }: GitLimits, signal: AbortSignal | undefined): WaitLimits {
  const seconds = Math.round(silence / 100) / 10;
  return {
    silence,
    timer,
    signal,
    late: () => new GitError(`git ${name} printed nothing for ${seconds} s and was stopped`, 'stopped'),
  };
}

async function whole(stream: AsyncIterable<Buffer>, most: number, folder: string): Promise<Result<string>> {
  try {
    return success(await streamText(stream, most));
  } catch (error) {
    return gitFailure(error, folder);
  }
}

/** All of an output. Throws {@link GitError} where it is more than a text may have. */
export async function streamText(stream: AsyncIterable<Buffer>, most = usual.text): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > most) throw new GitError('git printed more than can be read and was stopped', 'stopped');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What a process says on its standard error, as far as anybody reads it. */
export function collectErrors(child: ChildProcessWithoutNullStreams): () => string {
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    if (text.length < 4000) text += part;
  });
  return () => text;
}

function ignoreClosedPipe(): void {
  // git may end before it has read its input; the exit code tells what matters.
}
