/**
 * Pages that scripts of the gen-files plugin make in each build. No script is run: the folders and files that one names
 * as texts are taken, where they are below the documents.
 *
 * https://oprypin.github.io/mkdocs-gen-files/
 */
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import type { MadePages } from '../shared/generator.ts';
import type { MkdocsSettings } from './settings.ts';

/** `mkdocs_gen_files.open("reference/one.md")`, `Path("reference", …)`, and the same with values in the text. */
const namedPath = /\b(?:open|Path|PurePosixPath|joinpath)\(\s*[rf]?(["'])([\w./-]*)(\{[^"']*)?\1/g;

export async function genFilesPages(settings: MkdocsSettings, repo: Repo): Promise<readonly MadePages[]> {
  const { docsDir, file, plugins } = settings;
  if (docsDir === undefined) return [];
  const scripts = plugins
    .filter(({ name }) => name === 'gen-files')
    .flatMap(({ options }) => (Array.isArray(options.scripts) ? options.scripts : []))
    .flatMap((script: unknown) => (typeof script === 'string' ? (joinRepo(folderOf(file), script) ?? []) : []));
  const found = new Map<RepoPath, MadePages>();
  for (const script of scripts) {
    for (const [, , name = '', rest] of ((await repo.read(script)) ?? '').matchAll(namedPath)) {
      // What comes before a value is a folder as far as it ends with a slash.
      const known = rest === undefined ? name : name.slice(0, name.lastIndexOf('/') + 1);
      const folder =
        isFile(known) && known.includes('/') ? folderOf(known as RepoPath) : known.replace(/(?<!\/)\/+$/, '');
      const path = joinRepo(docsDir, folder);
      if (folder !== '' && path !== undefined && path !== docsDir) found.set(path, { folder: path, by: script });
    }
  }
  return [...found.values()];
}

function isFile(name: string): boolean {
  return /\.\w+$/.test(name);
}
