/** What is written to a log: one line for each message, so that no message can look like another. */
import type { Logger } from '../ports.ts';
import { withoutBuildCommands } from './buildCommands.ts';
import { visible } from './visible.ts';

/** Hands on every message as one line. */
export function cleanLogger(log: Logger): Logger {
  return {
    debug: (message) => log.debug(logLine(message)),
    info: (message) => log.info(logLine(message)),
    warn: (message) => log.warn(logLine(message)),
    error: (message) => log.error(logLine(message)),
  };
}

function logLine(message: string): string {
  return withoutBuildCommands(visible(message));
}

/** An error nobody expected: its message as one line, after a beginning of ours, then where it was thrown. */
export function faultLines(error: unknown, beginning = ''): readonly string[] {
  if (!(error instanceof Error)) return [visible(`${beginning}${String(error)}`)];
  const frames = error.stack?.match(/^ +at .+$/gm) ?? [];
  return [visible(`${beginning}${error.name}: ${error.message}`), ...frames.map(visible)];
}

export function logFault(log: Logger, error: unknown): void {
  for (const line of faultLines(error)) log.error(line);
}
