/** The documents of a folder whose text is newer than their files. */
import { type WorkspaceFolder, workspace } from 'vscode';
import type { Overlay } from '../../app/overlayRepo.ts';
import type { RepoPath } from '../../core/paths.ts';
import { repoPathOf } from './repositoryPlaces.ts';

export function openDocuments(folder: WorkspaceFolder): Overlay {
  const overlay = new Map<RepoPath, string>();
  for (const document of workspace.textDocuments) {
    const path = document.isDirty ? repoPathOf(folder, document.uri) : undefined;
    if (path !== undefined) overlay.set(path, document.getText());
  }
  return overlay;
}
