/** Quick fixes of a finding: titles at once, the edit only when it is needed. */
import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  languages,
  type WorkspaceFolder,
  window,
} from 'vscode';
import { encodeUrl } from '../core/paths.ts';
import type { Result } from '../core/ports.ts';
import type { FileEdit } from '../core/text/edits.ts';
import { editOf, fixedFiles } from './applyFix.ts';
import type { Engine, EngineDoor } from './engine.ts';
import { commands, title } from './manifest.ts';
import type { FolderFinding, FolderRedirect, Sessions } from './session.ts';

/** A quick fix that still lacks its edit. */
class FixAction extends CodeAction {
  readonly folder: WorkspaceFolder;
  readonly edits: (engine: Engine) => Promise<Result<readonly FileEdit[]>>;

  constructor(
    fix: { readonly title: string; readonly isPreferred: boolean },
    folder: WorkspaceFolder,
    edits: FixAction['edits'],
  ) {
    super(fix.title, CodeActionKind.QuickFix);
    this.isPreferred = fix.isPreferred;
    this.folder = folder;
    this.edits = edits;
  }
}

export function registerCodeActions(sessions: Sessions, openEngine: EngineDoor): Disposable {
  const provider: CodeActionProvider = {
    provideCodeActions(document, _range, context) {
      const ours = context.diagnostics.filter(({ source }) => source === title);
      if (ours.length === 0) return [];
      const backlinks = sessions.findingsIn(document.uri).flatMap((about) => {
        const diagnostic = ours.find((candidate) => isAbout(candidate, about));
        return diagnostic ? actionsOf(about, diagnostic) : [];
      });
      const redirects = sessions.redirectsIn(document.uri).flatMap((about) => {
        const diagnostic = ours.find((candidate) => isAboutRedirect(candidate, about));
        return diagnostic ? redirectActions(about, diagnostic) : [];
      });
      return [...backlinks, ...redirects];
    },
    async resolveCodeAction(action) {
      if (!(action instanceof FixAction)) return action;
      const { folder } = action;
      const edits = await action.edits(await openEngine());
      if (!edits.ok) {
        void window.showWarningMessage(edits.failure.message);
        return action;
      }
      action.edit = editOf(folder, edits.value);
      action.command = {
        command: commands.saveFixed,
        title: 'Save',
        arguments: [fixedFiles(folder, edits.value)],
      };
      return action;
    },
  };
  return languages.registerCodeActionsProvider({ scheme: 'file' }, provider, {
    providedCodeActionKinds: [CodeActionKind.QuickFix],
  });
}

function isAbout(diagnostic: Diagnostic, { finding }: FolderFinding): boolean {
  return diagnostic.message === finding.message && codeOf(diagnostic) === finding.diagnosis.code;
}

function isAboutRedirect(diagnostic: Diagnostic, { finding: { message, code, place } }: FolderRedirect): boolean {
  return (
    diagnostic.message === message && codeOf(diagnostic) === code && diagnostic.range.start.line === place.line - 1
  );
}

function codeOf({ code }: Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

function actionsOf(about: FolderFinding, diagnostic: Diagnostic): readonly CodeAction[] {
  const path = encodeUrl(about.finding.diagnosis.path);
  const actions = [
    ...about.finding.fixes.map((fix) => new FixAction(fix, about.folder, (engine) => engine.edits(about.folder, fix))),
    commandAction(`Redirect ${path} to another page…`, commands.redirectTo, about),
    commandAction(`Ignore ${path}`, commands.ignore, about),
  ];
  for (const action of actions) action.diagnostics = [diagnostic];
  return actions;
}

function redirectActions({ folder, finding: { fix } }: FolderRedirect, diagnostic: Diagnostic): readonly CodeAction[] {
  if (fix === undefined) return [];
  const action = new FixAction(fix, folder, (engine) => engine.mend(folder, fix));
  action.diagnostics = [diagnostic];
  return [action];
}

function commandAction(label: string, command: string, about: FolderFinding): CodeAction {
  const action = new CodeAction(label, CodeActionKind.QuickFix);
  action.command = { command, title: label, arguments: [about] };
  return action;
}
