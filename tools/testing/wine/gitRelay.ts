/**
 * Runs the git of this machine for programs of Windows that run under Wine: `gitProgram.c` is what they start. Paths are
 * turned into those of this machine, and what git for Windows refuses is refused.
 */
import { spawn } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';

interface Asked {
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
}

/** Listens on this machine alone. */
export function startGitRelay(): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    listen(socket);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function listen(socket: Socket): void {
  let bytes = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    const read = readAsked(bytes);
    if (read === undefined) return;
    socket.off('data', onData);
    socket.pause();
    if (read.end < bytes.length) socket.unshift(bytes.subarray(read.end));
    answer(socket, read.asked);
  };
  socket.on('data', onData);
}

/** `undefined` until all of it has come. */
function readAsked(bytes: Buffer): { readonly asked: Asked; readonly end: number } | undefined {
  let at = 0;
  const number = () => {
    at += 4;
    return bytes.readUInt32LE(at - 4);
  };
  const text = () => {
    const start = at + 4;
    at = start + number();
    if (at > bytes.length) throw new RangeError('not all is there');
    return bytes.toString('utf8', start, at);
  };
  const texts = () => Array.from({ length: number() }, text);
  try {
    return { asked: { args: texts(), env: texts(), cwd: text() }, end: at };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const kinds = { output: 1, errors: 2, end: 3 } as const;

function answer(socket: Socket, { args, env, cwd }: Asked): void {
  const send = (kind: keyof typeof kinds, bytes: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(kinds[kind]);
    head.writeUInt32LE(bytes.length, 4);
    return socket.write(Buffer.concat([head, bytes]));
  };
  const end = (code: number) => {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(kinds.end);
    head.writeUInt32LE(code, 4);
    socket.end(head);
  };
  const refusal = refusedByWindows([...args, ...env]);
  if (refusal !== undefined) {
    send('errors', Buffer.from(refusal));
    end(128);
    return;
  }
  const child = spawn('git', args.map(pathHere), { cwd: pathHere(cwd), env: surroundings(env) });
  for (const [kind, stream] of [['output', child.stdout] as const, ['errors', child.stderr] as const]) {
    stream.on('data', (bytes: Buffer) => {
      if (send(kind, bytes)) return;
      stream.pause();
      socket.once('drain', () => stream.resume());
    });
  }
  socket.pipe(child.stdin);
  child.stdin.on('error', () => undefined); // git may end before it has read everything
  child.on('error', () => undefined); // such as a folder that is not there; it is closed all the same
  child.on('close', (code) => end(code === null || code < 0 ? 128 : code));
  socket.on('close', () => child.kill());
}

/** Git for Windows opens no device of Windows: `unable to access '\\.\nul': Invalid argument`, and ends with 128. */
function refusedByWindows(words: readonly string[]): string | undefined {
  const device = words
    .map((word) => word.slice(word.indexOf('=') + 1))
    .find((word) => /^(?:\\\\\.\\)?nul$/i.test(word));
  return device === undefined ? undefined : `fatal: unable to access '${device}': Invalid argument\n`;
}

/** Of the variables, those git reads. */
function surroundings(env: Asked['env']): NodeJS.ProcessEnv {
  const given = env.map((variable) => /^(git_\w+|home|xdg_\w+|lc_\w+|lang|tz)=(.*)$/is.exec(variable));
  const own = given.flatMap((found) => (found ? [[found[1]?.toUpperCase(), pathHere(found[2] ?? '')] as const] : []));
  return { PATH: process.env.PATH, HOME: process.env.HOME, ...Object.fromEntries(own) };
}

/** `Z:\a\b` of Wine is `/a/b` here; also behind `=`, and in `file://Z:\a\b` and `file:///Z:/a/b`. */
function pathHere(word: string): string {
  return word.replace(
    /^(|.*=|file:\/\/)\/?Z:([\\/].*)$/is,
    (_, before: string, path: string) => before + path.replaceAll('\\', '/'),
  );
}
