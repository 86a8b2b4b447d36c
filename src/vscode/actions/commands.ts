/** Every command, whose work is loaded when one is run first, and the one place of this host where an error that nobody expected becomes a message. */
import { Disposable, type ExtensionContext, commands as editorCommands } from 'vscode';
import { type Failure, failed } from '../../core/ports.ts';
import { logFault } from '../../core/wording/logLine.ts';
import type { EngineDoor } from '../shared/engine.ts';
import { commandIds, title } from '../shared/manifest.ts';
import type { Sessions } from '../shared/session.ts';
import type { ShownLog } from '../shown/log.ts';
import type { AddressPages } from '../views/evidencePages.ts';
import type { ReportDocuments } from '../views/reports.ts';
import { showFailure } from './failures.ts';
import type { FixWriter } from './fixWriter.ts';
import type { Previews } from './previews.ts';

/** What writes fixes and shows what is known of a page. */
export interface FindingParts {
  readonly previews: Previews;
  readonly writer: FixWriter;
  readonly pages: AddressPages;
}

/** What is there from the beginning. */
export interface WindowParts {
  readonly sessions: Sessions;
  readonly openEngine: EngineDoor;
  readonly log: ShownLog;
  readonly context: ExtensionContext;
  readonly reports: ReportDocuments;
}

/** What the commands of the editor work with. */
export interface CommandHost extends WindowParts, FindingParts {}

/** What a command does; a failure it comes to is shown. */
export type Handler = (...args: readonly unknown[]) => Promise<Failure | undefined>;

export function registerCommands(host: WindowParts, openParts: () => Promise<FindingParts>): Disposable {
  let handlers: Promise<Readonly<Record<string, Handler>>> | undefined;
  const run = async (id: string, args: readonly unknown[]) => {
    handlers ??= import('./handlers.ts').then(async ({ handlersOf }) =>
      handlersOf({ ...host, ...(await openParts()) }),
    );
    return (await handlers)[id]?.(...args);
  };
  return Disposable.from(
    ...Object.values(commandIds).map((id) =>
      editorCommands.registerCommand(id, (...args: readonly unknown[]) => runCommand(host, run, id, args)),
    ),
  );
}

/** `true` where the command did what it is for: whoever runs it to go on then goes on. */
async function runCommand(
  host: WindowParts,
  run: (id: string, args: readonly unknown[]) => ReturnType<Handler>,
  id: string,
  args: readonly unknown[],
): Promise<boolean> {
  const retry = () => editorCommands.executeCommand(id, ...args);
  try {
    const failure = await run(id, args);
    if (failure) {
      host.log.warn(`${id}: ${failure.kind}: ${failure.message}`);
      void showFailure(failure, retry);
    }
    return failure === undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') {
      void showFailure({ kind: 'cancelled', message: 'Cancelled. Nothing was changed.' }, retry);
      return false;
    }
    logFault(host.log, error);
    const reason = error instanceof Error ? error.message : String(error);
    void showFailure(failed('bad-answer', `${title} stopped because of an unexpected error: ${reason}`).failure, retry);
    return false;
  }
}
