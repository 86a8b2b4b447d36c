/** Rows of a view, problems, quick fixes and hovers. What strangers wrote is cleaned here, on its way to the screen. */
import {
  CodeAction,
  type CodeActionKind,
  Diagnostic,
  DiagnosticRelatedInformation,
  type DiagnosticSeverity,
  type Location,
  MarkdownString,
  type Range,
  TreeItem,
  type TreeItemCollapsibleState,
  type TreeView,
} from 'vscode';
import type { Markdown } from '../../core/wording/markdownText.ts';
import { plainLine, plainLines } from '../../core/wording/plainLine.ts';

/** What a row of a tree shows. */
export interface Row {
  readonly label: string;
  readonly description?: string;
  /** Lines of text, or a hover. */
  readonly tooltip?: readonly string[] | MarkdownString;
  readonly state?: TreeItemCollapsibleState;
}

export function treeItem({ label, description, tooltip, state }: Row): TreeItem {
  const item = new TreeItem(plainLine(label), state);
  if (description !== undefined) item.description = plainLine(description);
  if (tooltip !== undefined) item.tooltip = tooltip instanceof MarkdownString ? tooltip : plainLines(tooltip);
  return item;
}

/** What stands beside the title of a view, above its rows, and on its icon. */
export interface ViewTexts {
  readonly description: string | undefined;
  readonly message: string | undefined;
  readonly badge: { readonly value: number; readonly tooltip: string };
}

export function describeView(view: TreeView<unknown>, { description, message, badge }: ViewTexts): void {
  view.description = description === undefined ? undefined : plainLine(description);
  view.message = message === undefined ? undefined : plainLine(message);
  view.badge = badge.value === 0 ? undefined : { value: badge.value, tooltip: plainLine(badge.tooltip) };
}

export function plainDiagnostic(range: Range, message: string, severity: DiagnosticSeverity): Diagnostic {
  return new Diagnostic(range, plainLine(message), severity);
}

/** Whether this is how that message is shown. */
export function isProblem(diagnostic: Diagnostic, message: string): boolean {
  return diagnostic.message === plainLine(message);
}

export function relatedPlace(location: Location, message: string): DiagnosticRelatedInformation {
  return new DiagnosticRelatedInformation(location, plainLine(message));
}

/** A quick fix by its title. */
export class TitledAction extends CodeAction {
  constructor(title: string, kind: CodeActionKind) {
    super(plainLine(title), kind);
  }
}

/** `enabledCommands` may be run by its links; no others. */
export function hoverText(text: Markdown, enabledCommands: readonly string[] = []): MarkdownString {
  const markdown = new MarkdownString(text);
  markdown.isTrusted = enabledCommands.length > 0 && { enabledCommands };
  return markdown;
}
