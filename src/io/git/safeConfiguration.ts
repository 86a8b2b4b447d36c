/**
 * What lets git read the folder of another user where `-c safe.directory` does not count: versions before 2.38 take it
 * from the configuration of the user alone (the fixes of 2022 reach back to 2.30). The user's own is not read, as it
 * may name programs; this stands in its place, for the time this process runs.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UserConfiguration } from './environment.ts';
import { repositoriesAbove } from './repositoryRoot.ts';

/** By their texts, as a repository is opened often. */
const made = new Map<string, UserConfiguration>();

/** `undefined` where nothing can be written: then folders of this user can be read, and no others. */
export function safeConfiguration(folder: string): UserConfiguration | undefined {
  const text = safeText([folder, ...repositoriesAbove(folder)]);
  const known = made.get(text);
  if (known !== undefined) return known;
  try {
    const home = mkdtempSync(join(tmpdir(), 'broken-backlinks-git-'));
    if (made.size === 0) process.once('exit', removeAll);
    made.set(text, { home });
    writeFileSync(join(home, '.gitconfig'), text);
    return { home };
  } catch {
    return undefined;
  }
}

function removeAll(): void {
  for (const { home } of made.values()) rmSync(home, { recursive: true, force: true });
}

/** The first versions that ask know no `*`, and want each folder by its name. */
export function safeText(folders: readonly string[]): string {
  const lines = ['*', ...folders.map((folder) => folder.replaceAll('\\', '/'))];
  return `[safe]\n${[...new Set(lines)].map((name) => `\tdirectory = "${name.replace(/["\\]/g, '\\$&')}"\n`).join('')}`;
}
