/** What explains findings and writes their fixes: loaded behind what shows them, or with the first command. */
import { Disposable } from 'vscode';
import type { Logger } from '../core/ports.ts';
import { registerCodeActions } from './actions/codeActions.ts';
import type { FindingParts } from './actions/commands.ts';
import { FixWriter } from './actions/fixWriter.ts';
import { Previews } from './actions/previews.ts';
import { registerWorkingTree } from './auditing/workingTree.ts';
import type { EngineDoor } from './shared/engine.ts';
import type { Sessions } from './shared/session.ts';
import { registerCompactable } from './views/compactable.ts';
import { registerAddressPages } from './views/evidencePages.ts';
import { registerHover } from './views/hover.ts';
import { registerRedirectHover } from './views/redirectHover.ts';

/** The parts that commands work with, and what is disposed together with all others. */
export function connectFindings(sessions: Sessions, openEngine: EngineDoor, log: Logger): FindingParts & Disposable {
  const writer = new FixWriter(openEngine, log);
  const previews = new Previews(writer);
  const pages = registerAddressPages(sessions, openEngine);
  const all = Disposable.from(
    previews,
    writer,
    pages,
    registerHover(sessions),
    registerRedirectHover(sessions, openEngine),
    registerCompactable(sessions),
    registerCodeActions(sessions, openEngine, writer),
    registerWorkingTree(sessions, openEngine, log),
  );
  return { writer, previews, pages, dispose: () => all.dispose() };
}
