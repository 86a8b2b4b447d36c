/** Quick fixes of a finding: titles at once, the edit only when it is needed. */
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  CodeActionTriggerKind,
  type Diagnostic,
  type Disposable,
  languages,
  type TextDocument,
  type WorkspaceFolder,
} from 'vscode';
import { fixMenu, type MenuEntry } from '../../core/audit/fixMenu.ts';
import { silencedAddress } from '../../core/audit/silencedRedirects.ts';
import type { RepoPath } from '../../core/paths.ts';
import type { Result } from '../../core/ports.ts';
import type { RepairOffer } from '../../core/redirects/repair/repairOffer.ts';
import type { Fix } from '../../core/report/findings.ts';
import { fixDone } from '../../core/report/report.ts';
import type { FileEdit } from '../../core/text/edits.ts';
import { signalOf } from '../documents/convert.ts';
import { hindrance } from '../documents/editable.ts';
import type { Engine, EngineDoor } from '../shared/engine.ts';
import { commandIds, title, views } from '../shared/manifest.ts';
import type { FolderFinding, FolderRedirect, Sessions } from '../shared/session.ts';
import { isProblem, TitledAction } from '../shown/items.ts';
import { warn } from '../shown/messages.ts';
import { restCode } from '../views/diagnostics.ts';
import { editOf } from './applyFix.ts';
import type { FixWriter } from './fixWriter.ts';
import { preferredFixes } from './preferredFixes.ts';

/** A quick fix that still lacks its edit. */
class FixAction extends TitledAction {
  readonly folder: WorkspaceFolder;
  readonly edits: (engine: Engine) => Promise<Result<readonly FileEdit[]>>;
  /** `undefined` where nothing about a suggestion is decided by it. */
  readonly fix: Fix | undefined;
  /** What is said once it is made. */
  readonly done: string;

  constructor(
    fix: { readonly title: string; readonly isPreferred: boolean },
    folder: WorkspaceFolder,
    edits: FixAction['edits'],
    decides?: Fix,
  ) {
    super(fix.title, CodeActionKind.QuickFix);
    this.isPreferred = fix.isPreferred;
    this.folder = folder;
    this.edits = edits;
    this.fix = decides;
    this.done = decides ? fixDone(decides) : fix.title;
    // From the beginning: an editor that resolves an action while its list is shown takes the edit of that alone.
    // Without arguments: it keeps those no longer than its list of fixes, which the edit itself replaces.
    this.command = { command: commandIds.finishFix, title: 'Show and save' };
  }
}

/** A change of a rule that nothing is wrong with. */
class RewriteAction extends FixAction {
  constructor(fix: RepairOffer, folder: WorkspaceFolder) {
    super(fix, folder, (engine) => engine.repair(folder, fix));
    this.kind = CodeActionKind.RefactorRewrite;
  }
}

export function registerCodeActions(sessions: Sessions, openEngine: EngineDoor, writer: FixWriter): Disposable {
  const provider: CodeActionProvider = {
    async provideCodeActions(document, range, context, token) {
      // Nothing is wrong with such a rule: only who asks is offered it, no light bulb is.
      const isAsked = context.triggerKind === CodeActionTriggerKind.Invoke;
      const asked = isAsked ? await actionsOfLine(document, range.start.line + 1, token) : [];
      const ours = context.diagnostics.filter(({ source }) => source === title);
      if (ours.length === 0) return [...asked];
      const backlinks = sessions.findingsIn(document.uri).flatMap((about) => {
        const diagnostic = ours.find((candidate) => isAbout(candidate, about));
        return diagnostic ? actionsOf(about, diagnostic, allStrong(sessions, about)) : [];
      });
      const redirects = sessions.redirectsIn(document.uri).flatMap((about) => {
        const diagnostic = ours.find((candidate) => isAboutRedirect(candidate, about));
        const compactable = sessions.review(about.folder)?.compactable ?? [];
        return diagnostic ? redirectActions(about, diagnostic, compactable) : [];
      });
      const rest = ours.filter((diagnostic) => codeOf(diagnostic) === restCode).map(listAction);
      return [...backlinks, ...redirects, ...rest, ...asked];
    },
    async resolveCodeAction(action) {
      if (!(action instanceof FixAction)) return action;
      const { folder } = action;
      const edits = await harmlessEdits(action, await openEngine());
      if (!edits.ok) {
        void warn(edits.failure.message);
        return action;
      }
      action.edit = editOf(folder, edits.value);
      // An editor that asks twice may do so when the edit is made already: there is nothing left to write then.
      if (edits.value.length > 0)
        writer.choose({ folder, files: edits.value, fixes: action.fix ? [action.fix] : [], what: action.done });
      return action;
    },
  };
  const actionsOfLine = async (document: TextDocument, line: number, token: CancellationToken) => {
    const place = sessions.ruleFileAt(document.uri);
    if (place === undefined) return [];
    const { folder, file } = place;
    const rules = await (await openEngine()).follow(folder, { file, line }, signalOf(token));
    return rules.flatMap(({ permanent: fix }) => (fix ? [new RewriteAction(fix, folder)] : []));
  };
  return languages.registerCodeActionsProvider({ scheme: 'file' }, provider, {
    providedCodeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite],
  });
}

async function harmlessEdits({ folder, edits }: FixAction, engine: Engine): Promise<Result<readonly FileEdit[]>> {
  const made = await edits(engine);
  const failure = made.ok ? await hindrance(folder, made.value) : undefined;
  return failure === undefined ? made : { ok: false, failure };
}

function isAbout(diagnostic: Diagnostic, { finding }: FolderFinding): boolean {
  return isProblem(diagnostic, finding.message) && codeOf(diagnostic) === finding.diagnosis.code;
}

function isAboutRedirect(diagnostic: Diagnostic, { finding: { message, code, place } }: FolderRedirect): boolean {
  return (
    isProblem(diagnostic, message) && codeOf(diagnostic) === code && diagnostic.range.start.line === place.line - 1
  );
}

function codeOf({ code }: Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

function actionsOf(about: FolderFinding, diagnostic: Diagnostic, strong: number): readonly CodeAction[] {
  const actions = fixMenu(about.finding, strong).map((entry) => actionOf(entry, about));
  for (const action of actions) action.diagnostics = [diagnostic];
  return actions;
}

function actionOf(entry: MenuEntry, about: FolderFinding): CodeAction {
  const { folder } = about;
  switch (entry.kind) {
    case 'fix':
      return new FixAction(entry.fix, folder, (engine) => engine.edits(folder, entry.fix), entry.fix);
    case 'remedy': {
      const { title: what } = entry;
      return new FixAction({ title: what, isPreferred: false }, folder, (engine) =>
        engine.bringBack(folder, entry.remedy),
      );
    }
    case 'other':
      return commandAction(entry.title, commandIds.redirectTo, about);
    case 'all':
      return commandAction(entry.title, commandIds.redirectAll, about);
    case 'reject':
      return commandAction(entry.title, commandIds.rejectPage, about);
    case 'ignore':
      return commandAction(entry.title, commandIds.ignore, about);
    default:
      return entry satisfies never;
  }
}

function redirectActions(
  about: FolderRedirect,
  diagnostic: Diagnostic,
  compactable: readonly RepoPath[],
): readonly CodeAction[] {
  const { folder, finding } = about;
  const { fixes, asksTarget, code, place, rule } = finding;
  const actions: CodeAction[] = fixes.map((fix) =>
    fix.isPreviewed
      ? commandAction(`${fix.title}…`, commandIds.previewFix, about, fix)
      : new FixAction(fix, folder, (engine) => engine.repair(folder, fix)),
  );
  if (asksTarget && rule)
    actions.push(commandAction(`Lead ${rule.from} to another page…`, commandIds.leadElsewhere, about));
  if (code === 'limit' && compactable.includes(place.file)) {
    actions.push(commandAction(`Compact the redirects of ${place.file}…`, commandIds.compactRedirects, about));
  }
  const address = rule && silencedAddress(rule);
  if (address !== undefined) actions.push(commandAction(`Ignore ${address}`, commandIds.ignoreRedirect, about));
  for (const action of actions) action.diagnostics = [diagnostic];
  return actions;
}

/** Leads to those that have no line of their own. */
function listAction(diagnostic: Diagnostic): CodeAction {
  const action = new TitledAction('List All Findings in the Broken Backlinks View', CodeActionKind.QuickFix);
  action.command = { command: `${views.brokenPages}.focus`, title: action.title };
  action.diagnostics = [diagnostic];
  return action;
}

/** The fixes of every finding whose evidence is strong; offered beside that of one of them. */
function allStrong(sessions: Sessions, { folder, finding }: FolderFinding): number {
  if (!finding.fixes.some(({ isPreferred }) => isPreferred)) return 0;
  return preferredFixes(sessions.get(folder)?.result.findings ?? []).length;
}

function commandAction(
  label: string,
  command: string,
  about: FolderFinding | FolderRedirect,
  ...others: readonly unknown[]
): CodeAction {
  const action = new TitledAction(label, CodeActionKind.QuickFix);
  action.command = { command, title: action.title, arguments: [about, ...others] };
  return action;
}
