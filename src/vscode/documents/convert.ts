/** From the core's values to the editor's and back. */
import { type CancellationToken, DiagnosticSeverity, Range } from 'vscode';
import type { Finding } from '../../core/report/findings.ts';

/** An `AbortSignal` that fires with the token. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
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
