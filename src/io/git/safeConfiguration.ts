/**
 * What lets git read the folder of another user where `-c safe.directory` does not count: versions before 2.38 take it
 * from the configuration of the user alone (the fixes of 2022 reach back to 2.30). The user's own is not read, as it
 * may name programs; this stands in its place, for the time this process runs.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from '../disk/wholeFile.ts';
import type { UserConfiguration } from './environment.ts';
import { repositoriesAbove } from './repositoryRoot.ts';

/** By their texts, as a repository is opened often. */
const made = new Map<string, Promise<UserConfiguration | undefined>>();
const homes: string[] = [];

/** `undefined` where nothing can be written: then folders of this user can be read, and no others. */
export function safeConfiguration(folder: string): Promise<UserConfiguration | undefined> {
  const text = safeText([folder, ...repositoriesAbove(folder)]);
  const known = made.get(text) ?? make(text);
  made.set(text, known);
  return known;
}

async function make(text: string): Promise<UserConfiguration | undefined> {
  try {
    const home = await mkdtemp(join(tmpdir(), 'broken-backlinks-git-'));
    if (homes.push(home) === 1) process.once('exit', removeAll);
    const file = join(home, '.gitconfig');
    const written = await writeWhole(file, Buffer.from(text), { name: file, before: { kind: 'absent' } });
    return written.ok ? { home } : undefined;
  } catch {
    return undefined; // no folder for temporary files
  }
}

function removeAll(): void {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
}

/** The first versions that ask know no `*`, and want each folder by its name. */
function safeText(folders: readonly string[]): string {
  const lines = ['*', ...folders.map((folder) => folder.replaceAll('\\', '/'))];
  return `[safe]\n${[...new Set(lines)].map((name) => `\tdirectory = "${name.replace(/["\\]/g, '\\$&')}"\n`).join('')}`;
}
