import { main } from '../../src/cli/main.ts';
import type { CommandConsole, ExitCode } from '../../src/cli/shared/command.ts';
import { sources } from '../../src/io/sources/index.ts';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, without a terminal, on a fixed day. */
export async function runCommand(
  words: readonly string[],
  parts: Partial<CommandConsole> & { readonly stdin?: string; readonly opens?: () => Promise<void> } = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const host: Omit<CommandConsole, 'sources'> = {
    env: {},
    cwd: process.cwd(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    input: async function* () {
      yield parts.stdin ?? '';
    },
    isTerminal: false,
    coloured: false,
    now: () => new Date('2026-11-23T12:00:00Z'),
    signal: new AbortController().signal,
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: (text) => {
        err += `${text}\n`;
      },
      error: () => undefined,
    },
    ...parts,
  };
  const load = async () => {
    await parts.opens?.();
    return parts.sources ?? sources;
  };
  return { code: await main(words, host, load), out, err };
}
