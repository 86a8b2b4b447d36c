/** An `Analyst` whose work is done in a process of its own, which ends when nobody asks any more. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Analyst, OpenRequest, Task } from './analyst.ts';
import type { FromProcess, ToProcess } from './messages.ts';

interface Call {
  /** The one that was asked. */
  readonly process: ChildProcess;
  readonly task: Task;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** After the last answer: a person who goes on asking finds all that was read. What a process held, the system gets back. */
const idleMilliseconds = 20_000;

/** They need nothing that was read before. */
const ownReading: ReadonlySet<keyof Analyst> = new Set(['locate', 'open', 'needsReading']);

/** For what nobody who waits can stop. */
const unstopped: Task = { progress: { report: () => undefined }, signal: new AbortController().signal };

/**
 * `file` is the bundled process. It starts with the first call and does not keep this one alive. One that ended is started
 * again by the next call, and reads the folder first as `request` says: whoever asks does not see that.
 */
export function startProcessAnalyst(
  file: URL,
  request: () => OpenRequest,
  idleFor = idleMilliseconds,
): Analyst & { dispose(): void } {
  const running = new RunningProcess(file);
  let idle: NodeJS.Timeout | undefined;
  /** A process has read the folder, this one or one that ended. */
  let wasOpened = false;

  const open = async (asked: unknown, task: Task) => {
    wasOpened = true;
    const child = running.begin();
    child.isOpened = true;
    const opened = (await running.send('open', asked, task).catch((error: unknown) => {
      child.isOpened = false;
      throw error;
    })) as Awaited<ReturnType<Analyst['open']>>;
    child.isOpened &&= opened.ok;
    return opened;
  };
  const call = async (name: keyof Analyst, asked: unknown, task: Task): Promise<unknown> => {
    clearTimeout(idle);
    try {
      if (name === 'open') return await open(asked, task);
      // The messages of one process are answered in their order.
      if (wasOpened && !running.begin().isOpened && !ownReading.has(name))
        void open(request(), unstopped).catch(() => undefined);
      return await running.send(name, asked, task);
    } finally {
      clearTimeout(idle);
      if (running.isIdle) idle = setTimeout(() => running.end(), idleFor).unref();
    }
  };
  const dispose = () => {
    clearTimeout(idle);
    running.end();
  };
  return { ...methods(call), dispose };
}

type CallProcess = (name: keyof Analyst, asked: unknown, task: Task) => Promise<unknown>;

function methods(call: CallProcess): Analyst {
  const method =
    <Name extends keyof Analyst>(name: Name) =>
    (request: Parameters<Analyst[Name]>[0], task: Task) =>
      call(name, request, task) as ReturnType<Analyst[Name]>;
  return {
    locate: method('locate'),
    open: method('open'),
    needsReading: method('needsReading'),
    watched: method('watched'),
    lost: method('lost'),
    addressesBelow: method('addressesBelow'),
    judge: method('judge'),
    edits: method('edits'),
    bringBack: method('bringBack'),
    fixesTo: method('fixesTo'),
    explain: method('explain'),
    reportWrong: method('reportWrong'),
    pages: method('pages'),
    published: method('published'),
    leaveOutPublished: method('leaveOutPublished'),
    siteChecks: method('siteChecks'),
    review: method('review'),
    repair: method('repair'),
    follow: method('follow'),
    compactions: method('compactions'),
  };
}

interface Child {
  readonly process: ChildProcess;
  /** It has read the folder, or was told to. */
  isOpened: boolean;
}

/** The process of this moment, if there is one, and what it was asked. */
class RunningProcess {
  readonly #file: URL;
  readonly #calls = new Map<number, Call>();
  #child: Child | undefined;
  #nextId = 1;

  constructor(file: URL) {
    this.#file = file;
  }

  get isIdle(): boolean {
    return this.#calls.size === 0;
  }

  begin(): Child {
    this.#child ??= { process: this.#start(), isOpened: false };
    return this.#child;
  }

  end(): void {
    this.#child?.process.kill();
    this.#child = undefined;
  }

  send(method: keyof Analyst, request: unknown, task: Task): Promise<unknown> {
    const { process: asked } = this.begin();
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const post = (message: ToProcess) => void asked.send(message, () => undefined);
      // Who cancels need not wait for the process to notice.
      const abort = () => {
        if (!this.#calls.delete(id)) return;
        post({ kind: 'abort', id });
        reject(new DOMException('The task was cancelled.', 'AbortError'));
      };
      this.#calls.set(id, { process: asked, task, resolve, reject });
      task.signal.addEventListener('abort', abort, { once: true });
      post({ kind: 'call', id, method, request });
      if (task.signal.aborted) abort();
    });
  }

  #start(): ChildProcess {
    const started = fork(fileURLToPath(this.#file), [], {
      // What is sent holds maps and sets.
      serialization: 'advanced',
      // None of those of the extension host, such as the port of a debugger.
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // The editor's own program is Node then, and loads nothing else.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: undefined },
    });
    started.unref();
    started.channel?.unref();
    started.on('message', (message: FromProcess) => receive(this.#calls, message));
    started.on('error', ({ message }) => this.#gone(started, message));
    started.on('exit', (code, signal) => this.#gone(started, signal ?? `exit code ${code}`));
    return started;
  }

  /** Nobody waits for a process that ended; the next call starts another one. */
  #gone(ended: ChildProcess, reason: string): void {
    if (this.#child?.process === ended) this.#child = undefined;
    for (const [id, call] of this.#calls) {
      if (call.process !== ended) continue;
      this.#calls.delete(id);
      call.reject(new Error(`The process that reads the folder ended (${reason}).`));
    }
  }
}

function receive(calls: Map<number, Call>, message: FromProcess): void {
  const call = calls.get(message.id);
  if (call === undefined) return;
  if (message.kind === 'progress') {
    call.task.progress.report(message.step, message.done, message.total);
    return;
  }
  calls.delete(message.id);
  if (message.kind === 'answer') {
    call.resolve(message.value);
    return;
  }
  const error = new Error(message.message);
  error.name = message.name;
  if (message.stack !== undefined) error.stack = message.stack;
  call.reject(error);
}
