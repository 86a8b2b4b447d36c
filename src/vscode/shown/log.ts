/** The log, of one line for each message. */
import { type Disposable, window } from 'vscode';
import type { Logger } from '../../core/ports.ts';
import { cleanLogger } from '../../core/wording/logLine.ts';

/** The log that the user can open. */
export interface ShownLog extends Logger, Disposable {
  /** Opens it. */
  show(): void;
}

export function createLog(name: string): ShownLog {
  const channel = window.createOutputChannel(name, { log: true });
  return { ...cleanLogger(channel), show: () => channel.show(), dispose: () => channel.dispose() };
}
