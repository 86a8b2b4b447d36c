#!/usr/bin/env node
/** The command line: picks the command, and is its one boundary for errors. */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { greatest } from '../core/text/longLists.ts';
import { cleanLogger, faultLines } from '../core/wording/logLine.ts';
import { type TerminalText, terminalLine, terminalLines } from '../core/wording/terminalText.ts';
import { programVersion } from '../io/http/userAgent.ts';
import type { SourceEntry } from '../io/sourceHost.ts';
import { commands } from './commandList.ts';
import { type CommandConsole, type ExitCode, helpText, readArguments, UsageError } from './shared/command.ts';

function overview(): TerminalText {
  const width = greatest(commands.map((command) => command.name.length));
  return terminalLines([
    'Finds the broken pages of a site that still receive links, and the redirects they need.',
    '',
    'Usage: broken-backlinks COMMAND [OPTION…]',
    '',
    'Commands:',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'broken-backlinks COMMAND --help shows its options and examples.',
  ]);
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

/** What there is before a command is chosen: the sources are read for those that run. */
type Terminal = Omit<CommandConsole, 'sources'>;

/** Runs one command; never throws. */
export async function main(
  words: readonly string[],
  host: Terminal,
  loadSources: () => Promise<readonly SourceEntry[]>,
): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (words.includes('--version') || name === '-V') {
    host.out(terminalLine(programVersion));
    return 0;
  }
  if (name === undefined || isHelp(name) || name === 'help') {
    host.out(overview());
    return name === undefined ? 1 : 0;
  }
  const command = commands.find((entry) => entry.name === name);
  if (command === undefined) {
    host.err(terminalLine(`There is no command ${name}. broken-backlinks --help lists them.`));
    return 1;
  }
  try {
    if (rest.some(isHelp)) {
      host.out(helpText(command));
      return 0;
    }
    const args = readArguments(command, rest);
    // One after the other: what is kept compiled is taken up for what is read after it.
    const sources = await loadSources();
    const run = await command.load();
    return await run(args, { ...host, sources, log: cleanLogger(host.log) });
  } catch (error) {
    // Before the plain word, as it may tell what was paid.
    if (error instanceof UsageError) host.err(terminalLine(error.message));
    else if (host.signal.aborted) host.err(terminalLine('Cancelled; nothing was changed.'));
    else host.err(terminalLines(faultLines(error, `${name} stopped on a fault of its own: `)));
    return 1;
  }
}

/** After a signal, so long may pass before the program ends, where nothing is being paid for or written. */
const patienceMs = 300;

/** The process as a host. */
function processHost(): Terminal {
  const controller = new AbortController();
  let guarded = 0;
  const stop = () => {
    controller.abort();
    // Whatever does not listen, such as a read of the terminal, ends here; what is paid for or written ends by itself.
    const timer = setInterval(() => {
      if (guarded > 0) return;
      process.stderr.write('Cancelled. No file was left half written, and what was paid for is kept.\n');
      process.exit(1);
    }, patienceMs);
    timer.unref();
  };
  // The second signal ends at once.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, stop);
  const verbose = process.argv.includes('--verbose');
  const say = (level: string) => (message: string) => void process.stderr.write(terminalLine(`${level}: ${message}`));
  const silent = () => undefined;
  // It shows escape sequences as they are.
  const isDumb = process.env.TERM === 'dumb';
  return {
    env: process.env,
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    input: () => process.stdin.setEncoding('utf8'),
    isTerminal: process.stderr.isTTY === true && !isDumb,
    coloured: process.stdout.isTTY === true && !isDumb && !process.env.NO_COLOR,
    width: process.stdout.isTTY ? process.stdout.columns : undefined,
    now: () => new Date(),
    signal: controller.signal,
    guard: async (work) => {
      guarded++;
      try {
        return await work();
      } finally {
        guarded--;
      }
    },
    log: {
      debug: verbose ? say('debug') : silent,
      info: verbose ? say('info') : silent,
      warn: say('warning'),
      error: say('error'),
    },
  };
}

const started = process.argv[1];
// In the spelling of the disk: on Windows, the letter of the drive comes in both cases.
const real = (path: string) => realpathSync.native(path);
if (started !== undefined && real(started) === real(fileURLToPath(import.meta.url))) {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // `| head` has seen enough
    // A full disk must not end what was paid for before it is kept and used.
    process.stderr.write(`The output could not be written (${error.code}). Make room, or write it elsewhere.\n`);
    process.exitCode = 1;
  });
  // Nobody reads the messages any more; the result may still be wanted.
  process.stderr.on('error', () => undefined);
  const code = await main(process.argv.slice(2), processHost(), async () => {
    // First, as it is about all that is read from here on.
    (await import('../io/stores/compiledStore.ts')).keepCompiled(process.env);
    return (await import('../io/sources/index.ts')).sources;
  });
  process.exitCode ||= code;
}
