/** Quick fixes of a finding: titles at once, the edit only when it is needed. */
import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  languages,
  window,
} from 'vscode';
import type { Fix } from '../core/findings.ts';
import { encodeUrl } from '../core/paths.ts';
import { editOf, fixedFiles } from './applyFix.ts';
import type { EngineDoor } from './engine.ts';
import { commands, title } from './manifest.ts';
import type { FolderFinding, Sessions } from './session.ts';

/** A quick fix that still lacks its edit. */
class FixAction extends CodeAction {
  readonly about: FolderFinding;
  readonly fix: Fix;

  constructor(about: FolderFinding, fix: Fix) {
    super(fix.title, CodeActionKind.QuickFix);
    this.about = about;
    this.fix = fix;
    this.isPreferred = fix.isPreferred;
  }
}

export function registerCodeActions(sessions: Sessions, openEngine: EngineDoor): Disposable {
  const provider: CodeActionProvider = {
    provideCodeActions(document, _range, context) {
      const ours = context.diagnostics.filter(({ source }) => source === title);
      if (ours.length === 0) return [];
      return sessions.findingsIn(document.uri).flatMap((about) => {
        const diagnostic = ours.find((candidate) => isAbout(candidate, about));
        return diagnostic ? actionsOf(about, diagnostic) : [];
      });
    },
    async resolveCodeAction(action) {
      if (!(action instanceof FixAction)) return action;
      const { about, fix } = action;
      const edits = await (await openEngine()).edits(about.folder, fix);
      if (!edits.ok) {
        void window.showWarningMessage(edits.failure.message);
        return action;
      }
      action.edit = editOf(about.folder, edits.value);
      action.command = {
        command: commands.saveFixed,
        title: 'Save',
        arguments: [fixedFiles(about.folder, edits.value)],
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

function codeOf({ code }: Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

function actionsOf(about: FolderFinding, diagnostic: Diagnostic): readonly CodeAction[] {
  const path = encodeUrl(about.finding.diagnosis.path);
  const actions = [
    ...about.finding.fixes.map((fix) => new FixAction(about, fix)),
    commandAction(`Redirect ${path} to another page…`, commands.redirectTo, about),
    commandAction(`Ignore ${path}`, commands.ignore, about),
  ];
  for (const action of actions) action.diagnostics = [diagnostic];
  return actions;
}

function commandAction(label: string, command: string, about: FolderFinding): CodeAction {
  const action = new CodeAction(label, CodeActionKind.QuickFix);
  action.command = { command, title: label, arguments: [about] };
  return action;
}
