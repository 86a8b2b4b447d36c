/** Data that folders give to their pages: `_data.yml` and its like. https://lume.land/docs/creating-pages/shared-data/ */
import type { Note } from '../../model.ts';
import { below, extensionOf, fileName, folderOf, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, type Settings } from '../../text/settings.ts';
import { readToml } from '../../text/toml.ts';
import { readYaml } from '../../text/yaml.ts';

/** Shared data, each folder's with that of the folders above it. */
export interface LumeData {
  /** What counts in a folder, that of the folders above it included. */
  at(folder: string): Settings;
  readonly notes: readonly Note[];
}

const dataFile = /^_data\.(?:ya?ml|json|jsonc|toml|[jt]s)$/;

export async function readData(source: RepoPath, repo: Repo): Promise<LumeData> {
  const own = new Map<string, Settings>();
  const notes: Note[] = [];
  for (const file of repo.files) {
    const inside = below(file, source);
    if (inside === undefined || !dataFile.test(fileName(inside)) || /(?:^|\/)node_modules\//.test(inside)) continue;
    const text = (await repo.read(file)) ?? '';
    const extension = extensionOf(file);
    if (/^\.[jt]s$/.test(extension)) {
      own.set(folderOf(inside), exportsOf(text));
      if (/^[ \t]*(?:export\s+(?:function|const)\s+url\b|url\s*[:(])/m.test(text) && !('url' in exportsOf(text)))
        notes.push({
          file,
          message: 'Addresses that this file gives to pages are only told by running it.',
          doubtsAddresses: true,
        });
      continue;
    }
    const { value } = extension === '.toml' ? readToml(text) : readYaml(text);
    if (isSettings(value)) own.set(folderOf(inside), value);
  }
  const known = new Map<string, Settings>();
  const at = (folder: string): Settings => {
    const held = known.get(folder);
    if (held !== undefined) return held;
    const { basename: _, ...above } = folder === '' ? {} : at(folderOf(folder));
    const all = { ...above, ...own.get(folder) };
    known.set(folder, all);
    return all;
  };
  return { at, notes };
}

const exported = /^export\s+const\s+(\w+)\s*(?::[^=\n]+)?=\s*(?:"([^"\n]*)"|'([^'\n]*)'|(true|false))\s*(?:;|$)/gm;

/** What a script exports by a literal. */
export function exportsOf(text: string): Settings {
  return Object.fromEntries(
    [...text.matchAll(exported)].map(([, name = '', double, single, flag]) => [
      name,
      flag === undefined ? (double ?? single ?? '') : flag === 'true',
    ]),
  );
}
