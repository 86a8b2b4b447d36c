/** What every subcommand of the command line is given and gives back. */

import { parseArgs } from 'node:util';
import type { Logger } from '../../core/ports.ts';
import type { Outcome } from '../../core/report/findings.ts';
import { greatest } from '../../core/text/longLists.ts';
import { type TerminalText, terminalLines } from '../../core/wording/terminalText.ts';
import type { SourceEntry } from '../../io/sourceHost.ts';

/** 0: nothing found; 1: could not be done; 2: findings; 3: nothing found, and not everything that matters is known. */
export type ExitCode = 0 | 1 | 2 | 3;

export const exitCodes = { none: 0, findings: 2, incomplete: 3 } as const satisfies Record<Outcome, ExitCode>;

/** Of what `--format json` prints: grows when a field changes its meaning or goes; a field more does not count. */
export const jsonVersion = 1;

/** What a command sees of the machine and the person; a test gives its own. */
export interface CommandConsole {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly out: (text: TerminalText) => void;
  readonly err: (text: TerminalText) => void;
  /** Standard input as it comes, in pieces of any length. */
  readonly input: () => AsyncIterable<string>;
  /** Standard error is a terminal. */
  readonly isTerminal: boolean;
  /** Standard output is a terminal that shows colours. */
  readonly coloured: boolean;
  /** Columns of the terminal that standard output is; `undefined` where it is none, and nothing is cut. */
  readonly width?: number | undefined;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Does what must not be broken off when the user stops the program: pays, or writes. */
  guard?<Value>(work: () => Promise<Value>): Promise<Value>;
  /** The sources that are offered. */
  readonly sources: readonly SourceEntry[];
}

/** Paid for or written as a whole, whenever the user stops the program. */
export async function unbroken<Value>({ guard }: CommandConsole, work: () => Promise<Value>): Promise<Value> {
  return guard === undefined ? work() : guard(work);
}

/** What a command does. */
export type RunCommand = (args: Arguments, host: CommandConsole) => Promise<ExitCode>;

/** One command with its help. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly usage: string;
  /** Words that are no options are addresses to it; other commands take none. */
  readonly takesAddresses?: boolean;
  readonly options: OptionTable;
  readonly examples: readonly string[];
  /** Reads the code of the command: most calls want nothing of the other commands. */
  load(): Promise<RunCommand>;
}

export type OptionTable = Readonly<Record<string, OptionEntry>>;

/** One option, as its help shows it. */
export interface OptionEntry {
  readonly type: 'string' | 'boolean';
  /** May be given several times. */
  readonly multiple?: boolean;
  /** Name of the value in the help: `DIR`. */
  readonly value?: string;
  readonly help: string;
}

/** Options every command has. */
const commonOptions = {
  repo: { type: 'string', value: 'DIR', help: 'the repository (default: the current folder)' },
  site: { type: 'string', value: 'URL', help: "the site's address (default: read from its configuration)" },
  generator: { type: 'string', value: 'NAME', help: 'the site generator (default: detected; see routes --explain)' },
  root: { type: 'string', value: 'DIR', help: "the site's folder inside the repository (default: detected)" },
  format: { type: 'string', value: 'text|json', help: 'output format (default: text)' },
  verbose: { type: 'boolean', help: 'say on standard error what is being done' },
  help: { type: 'boolean', help: 'show this help (also -h); --version prints the version' },
} as const satisfies OptionTable;

/** What stood on the command line, read by the names of options. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** The last value that was given. */
  readonly text: (name: string) => string | undefined;
  /** Every value that was given, in order. */
  readonly texts: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
}

/** A mistake of the person at the keyboard: its message is shown as it is, without a stack. */
export class UsageError extends Error {}

/** Reads the words after the command's name. Throws `UsageError` for what the command does not know. */
export function readArguments(command: Command, words: readonly string[]): Arguments {
  const options = Object.fromEntries(
    Object.entries({ ...commonOptions, ...command.options }).map(([name, entry]) => {
      return [name, { type: entry.type, multiple: 'multiple' in entry && entry.multiple === true }];
    }),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const format = values.format;
    if (format !== undefined && format !== 'text' && format !== 'json') {
      throw new UsageError(`--format takes text or json, not ${String(format)}`);
    }
    const [word] = positionals;
    if (word !== undefined && command.takesAddresses !== true) throw new UsageError(strayWord(command.name, word));
    const texts = (name: string) => [values[name]].flat().filter((value) => typeof value === 'string');
    return {
      positionals,
      text: (name) => texts(name).at(-1),
      texts,
      flag: (name) => values[name] === true,
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new UsageError(`${reason}. See broken-backlinks ${command.name} --help`);
  }
}

function strayWord(command: string, word: string): string {
  const site = /^https?:\/\//i.test(word) ? ` To name a site, write --site ${word}.` : '';
  return `${command} does not know what to do with ${word}, so nothing was done.${site} See broken-backlinks ${command} --help`;
}

export function helpText(command: Command): TerminalText {
  const rows = Object.entries({ ...command.options, ...commonOptions }).map(([name, entry]) => {
    const value = 'value' in entry && entry.value ? ` ${entry.value}` : '';
    return [`--${name}${value}`, entry.help] as const;
  });
  const width = greatest(rows.map(([left]) => left.length));
  return terminalLines([
    command.summary,
    '',
    `Usage: broken-backlinks ${command.usage}`,
    '',
    'Options:',
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
    '',
    'Examples:',
    ...command.examples.map((line) => `  ${line}`),
    '',
    'Exit code: 0 nothing found, 1 could not be done, 2 findings, 3 incomplete: nothing found, but not all is known.',
  ]);
}

/** The value of a numeric option. Throws `UsageError` for anything but a whole number from 1. */
export function wholeNumber(args: Arguments, name: string, otherwise: number): number {
  const text = args.text(name);
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--${name} takes a whole number from 1, not ${text}`);
  return Number(text);
}
