import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How an editor window is set up for the tests in the folder of this name. */
export interface Profile {
  readonly name: string;
  /** Whether the workspace is trusted from the start. */
  readonly trusted: boolean;
  /** Test the installed package rather than this working tree. */
  readonly installed: boolean;
  /** Fills an empty folder. Resolves to what to open: a folder, or a `.code-workspace` file. */
  createWorkspace(folder: string): Promise<string>;
}

export const profiles: readonly Profile[] = [
  { name: 'trusted', trusted: true, installed: false, createWorkspace: createPlainFolder },
  { name: 'untrusted', trusted: false, installed: false, createWorkspace: createPlainFolder },
  { name: 'multiRoot', trusted: true, installed: false, createWorkspace: createTwoFolders },
  { name: 'installed', trusted: true, installed: true, createWorkspace: createPlainFolder },
];

async function createPlainFolder(folder: string): Promise<string> {
  writeFileSync(join(folder, 'notes.md'), '# Notes\n');
  return folder;
}

async function createTwoFolders(folder: string): Promise<string> {
  for (const name of ['first', 'second']) {
    mkdirSync(join(folder, name));
    await createPlainFolder(join(folder, name));
  }
  const file = join(folder, 'both.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ path: 'first' }, { path: 'second' }], settings: {} }));
  return file;
}
