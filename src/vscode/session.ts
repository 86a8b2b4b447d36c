/** What the last audit of each workspace folder found, and who wants to know. */
import { type Disposable, EventEmitter, type Uri, type WorkspaceFolder, workspace } from 'vscode';
import type { AuditResult, Finding } from '../core/findings.ts';
import { uriOf } from './convert.ts';

export interface FolderResult {
  readonly folder: WorkspaceFolder;
  readonly result: AuditResult;
}

/** A finding and the folder it belongs to: what commands of the view and the quick fixes are about. */
export interface FolderFinding {
  readonly folder: WorkspaceFolder;
  readonly finding: Finding;
}

export class Sessions implements Disposable {
  readonly #results = new Map<string, FolderResult>();
  readonly #changed = new EventEmitter<WorkspaceFolder>();
  readonly #folders: Disposable;
  /** Fires when the result of a folder is set, replaced or dropped. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#folders = workspace.onDidChangeWorkspaceFolders(({ removed }) => {
      for (const folder of removed) this.drop(folder);
    });
  }

  get(folder: WorkspaceFolder): FolderResult | undefined {
    return this.#results.get(folder.uri.toString());
  }

  /** Every folder with a result, in the order of the workspace. */
  all(): readonly FolderResult[] {
    return (workspace.workspaceFolders ?? []).flatMap((folder) => this.get(folder) ?? []);
  }

  set(folder: WorkspaceFolder, result: AuditResult): void {
    this.#results.set(folder.uri.toString(), { folder, result });
    this.#changed.fire(folder);
  }

  drop(folder: WorkspaceFolder): void {
    if (this.#results.delete(folder.uri.toString())) this.#changed.fire(folder);
  }

  /** The findings shown in this document. */
  findingsIn(uri: Uri): readonly FolderFinding[] {
    const folder = workspace.getWorkspaceFolder(uri);
    const session = folder && this.get(folder);
    if (!session) return [];
    const wanted = uri.toString();
    return session.result.findings
      .filter((finding) => uriOf(session.folder, finding.place.file).toString() === wanted)
      .map((finding) => ({ folder: session.folder, finding }));
  }

  dispose(): void {
    this.#folders.dispose();
    this.#changed.dispose();
  }
}

/** Every finding of a result, whichever list it stands in. */
export function allFindings(result: AuditResult): readonly Finding[] {
  return [...result.findings, ...result.redirected, ...result.fine, ...result.cannotTell, ...result.ignored];
}
