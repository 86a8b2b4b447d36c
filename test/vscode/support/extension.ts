import assert from 'node:assert/strict';
import { extensions, workspace } from 'vscode';
import type { ExtensionApi } from '../../../src/vscode/extension.ts';
import { extensionId } from '../../../src/vscode/shared/manifest.ts';

export function theExtension() {
  const extension = extensions.getExtension<ExtensionApi>(extensionId);
  assert.ok(extension, `${extensionId} is not installed`);
  return extension;
}

export function activate(): Thenable<ExtensionApi> {
  return theExtension().activate();
}

export function folderNamed(name?: string) {
  const folder = workspace.workspaceFolders?.find((entry) => name === undefined || entry.name === name);
  assert.ok(folder, 'no folder is open');
  return folder;
}
