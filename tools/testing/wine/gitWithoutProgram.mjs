// Loaded before most tests that run under Wine: git is asked by its relay (gitRelay.ts) without a program in between. To
// start one takes Wine half a second, and an audit starts dozens. The tests of how git is started do without this.
import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import {
  isMainThread,
  MessageChannel,
  parentPort,
  receiveMessageOnPort,
  Worker,
  workerData,
} from 'node:worker_threads';

const folder = process.env.TEST_GIT;
const port = Number(readFileSync(join(folder, 'port'), 'utf8'));
const program = join(folder, 'git.exe').toLowerCase();
const outputPart = 1;
const errorPart = 2;

const isGit = (file) => file === 'git' || String(file).toLowerCase() === program;

function number(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const text = (value) => [number(Buffer.byteLength(value)), Buffer.from(value)];
const texts = (values) => [number(values.length), ...values.flatMap(text)];

/** What gitProgram.c asks. */
function question(args, { env = process.env, cwd = process.cwd() }) {
  const variables = Object.entries(env).filter(([, value]) => value !== undefined);
  return Buffer.concat([...texts(args), ...texts(variables.map((pair) => pair.join('='))), ...text(String(cwd))]);
}

/** Speaks with the relay; a child process to those who started it. */
class AskedGit extends EventEmitter {
  pid = 1;
  exitCode = null;
  signalCode = null;
  killed = false;
  #socket;
  #bytes = Buffer.alloc(0);

  constructor(args, options) {
    super();
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.#socket = socket;
    socket.write(question(args, options));
    this.stdin = new Writable({
      write: (chunk, encoding, done) => (socket.writable ? socket.write(chunk, encoding, () => done()) : done()),
      final: (done) => {
        socket.end();
        done();
      },
    });
    this.stdout = new Readable({ read: () => socket.resume() });
    this.stderr = new Readable({ read: () => socket.resume() });
    this.stdio = [this.stdin, this.stdout, this.stderr];
    for (const stream of this.stdio) Object.assign(stream, { ref: () => this.ref(), unref: () => this.unref() });
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', () => this.#end(null, 'SIGTERM'));
    socket.on('close', () => this.#end(null, 'SIGTERM'));
  }

  kill(signal = 'SIGTERM') {
    if (this.exitCode !== null || this.signalCode !== null) return false;
    this.killed = true;
    this.#socket.destroy();
    setImmediate(() => this.#end(null, signal));
    return true;
  }

  ref() {
    this.#socket.ref();
  }

  unref() {
    this.#socket.unref();
  }

  #take(bytes) {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    for (;;) {
      if (this.#bytes.length < 8) return;
      const kind = this.#bytes.readUInt32LE();
      const length = this.#bytes.readUInt32LE(4);
      if (kind !== outputPart && kind !== errorPart) return this.#end(length, null);
      if (this.#bytes.length < 8 + length) return;
      const part = Buffer.from(this.#bytes.subarray(8, 8 + length));
      this.#bytes = this.#bytes.subarray(8 + length);
      if (length === 0) continue;
      if (kind === errorPart) this.stderr.push(part);
      else if (!this.stdout.push(part)) this.#socket.pause();
    }
  }

  #end(code, signal) {
    if (this.exitCode !== null || this.signalCode !== null) return;
    this.exitCode = code;
    this.signalCode = signal;
    let open = 2;
    const closed = () => {
      open -= 1;
      if (open === 0) this.emit('close', code, signal);
    };
    for (const stream of [this.stdout, this.stderr]) {
      stream.once('close', closed);
      if (signal === null) stream.push(null);
      else stream.destroy();
      // As Node does: what nobody reads does not keep the process from being closed.
      if (stream.readableFlowing === null && stream.listenerCount('readable') === 0) stream.resume();
    }
    this.stdin.destroy();
    this.emit('exit', code, signal);
    this.#socket.destroy();
  }
}

/** As Node says it where the folder is not there. */
class NotStarted extends EventEmitter {
  exitCode = -4058;
  signalCode = null;

  constructor(file) {
    super();
    this.stdin = new Writable({ write: (_chunk, _encoding, done) => done() });
    this.stdout = Readable.from([]);
    this.stderr = Readable.from([]);
    const error = Object.assign(new Error(`spawn ${file} ENOENT`), { code: 'ENOENT', errno: -4058, path: file });
    process.nextTick(() => {
      this.emit('error', error);
      this.emit('close', -4058, null);
    });
  }

  kill() {
    return false;
  }
}

const { spawn, spawnSync } = childProcess;

function spawnGit(file, ...rest) {
  if (!isGit(file)) return spawn(file, ...rest);
  const args = Array.isArray(rest[0]) ? rest[0] : [];
  const options = (Array.isArray(rest[0]) ? rest[1] : rest[0]) ?? {};
  if (options.cwd !== undefined && !existsSync(options.cwd)) return new NotStarted(file);
  const child = new AskedGit(args, options);
  process.nextTick(() => child.emit('spawn'));
  return child;
}

/** The whole of a run, for a caller who waits: a thread of its own speaks with the relay meanwhile. */
function waitForGit(args, options) {
  waitForGit.thread ??= startThread();
  const { thread, channel, flag } = waitForGit.thread;
  Atomics.store(flag, 0, 0);
  const { cwd = process.cwd(), env = process.env, input } = options;
  thread.postMessage({ args, cwd: String(cwd), env: { ...env }, input });
  Atomics.wait(flag, 0, 0);
  const { status, stdout, stderr } = receiveMessageOnPort(channel).message;
  return { pid: 1, status, signal: null, stdout: Buffer.from(stdout), stderr: Buffer.from(stderr) };
}

function startThread() {
  const { port1, port2 } = new MessageChannel();
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(new URL(import.meta.url), {
    workerData: { answers: port2, flag, asksGit: true },
    transferList: [port2],
    execArgv: [],
  });
  thread.unref();
  return { thread, channel: port1, flag };
}

function spawnGitSync(file, ...rest) {
  if (!isGit(file)) return spawnSync(file, ...rest);
  const args = Array.isArray(rest[0]) ? rest[0] : [];
  const options = (Array.isArray(rest[0]) ? rest[1] : rest[0]) ?? {};
  const result = waitForGit(args, options);
  if (options.encoding === undefined || options.encoding === 'buffer') return result;
  const { stdout, stderr } = result;
  return { ...result, stdout: stdout.toString(options.encoding), stderr: stderr.toString(options.encoding) };
}

function execGitSync(file, ...rest) {
  if (!isGit(file)) return execFileSync(file, ...rest);
  const result = spawnGitSync(file, ...rest);
  if (result.status === 0) return result.stdout;
  throw Object.assign(new Error(`Command failed: git ${rest[0]?.join?.(' ')}\n${result.stderr}`), result);
}
const { execFileSync } = childProcess;

if (!isMainThread && workerData?.asksGit) {
  parentPort.on('message', ({ args, cwd, env, input }) => {
    const child = new AskedGit(args, { cwd, env });
    const parts = { stdout: [], stderr: [] };
    for (const name of ['stdout', 'stderr']) child[name].on('data', (chunk) => parts[name].push(chunk));
    child.on('close', (status) => {
      const { answers, flag } = workerData;
      answers.postMessage({ status, stdout: Buffer.concat(parts.stdout), stderr: Buffer.concat(parts.stderr) });
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    });
    child.stdin.end(input ?? '');
  });
} else {
  childProcess.spawn = spawnGit;
  childProcess.spawnSync = spawnGitSync;
  childProcess.execFileSync = execGitSync;
  syncBuiltinESMExports();
}
