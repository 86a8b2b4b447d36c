/** From the core's values to the editor's and back. */
import { type CancellationToken, DiagnosticSeverity, Range, Uri, type WorkspaceFolder } from 'vscode';
import type { Finding } from '../core/findings.ts';
import { type RepoPath, repoPath } from '../core/paths.ts';

/** An `AbortSignal` that fires with the token. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

export function uriOf(folder: WorkspaceFolder, file: RepoPath): Uri {
  return Uri.joinPath(folder.uri, ...file.split('/'));
}

/** The file's path in the repository of this folder; `undefined` when it lies elsewhere or is no file. */
export function repoPathOf(folder: WorkspaceFolder, uri: Uri): RepoPath | undefined {
  if (uri.scheme !== folder.uri.scheme || uri.authority !== folder.uri.authority) return undefined;
  const [path, top] = [uri.path, folder.uri.path].map(withSmallDrive);
  if (path === undefined || top === undefined) return undefined;
  const root = top.endsWith('/') ? top : `${top}/`;
  if (path === top || !path.startsWith(root)) return undefined;
  return repoPath(path.slice(root.length));
}

/** The letter of a drive comes in both cases. */
function withSmallDrive(path: string): string {
  return path.replace(/^\/[A-Z](?=:)/, (drive) => drive.toLowerCase());
}

/** A whole line, counted from 1; the editor cuts it to the text that is there. */
export function lineRange(line: number): Range {
  return new Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
}

export function severityOf(severity: Finding['severity']): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'information':
      return DiagnosticSeverity.Information;
    default:
      return severity satisfies never;
  }
}
