/**
 * Languages of one set of sources, each a build of its own: a script calls Sphinx with `-D language=de` and puts what it makes
 * into a folder. Read the Docs has a project for each language instead.
 * https://www.sphinx-doc.org/en/master/usage/advanced/intl.html
 */
import type { Note } from '../../model.ts';
import { below, fileName, folderOf, type RepoPath, type UrlPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import type { Permalinks } from '../shared/generator.ts';

/** A script that builds the site for each of its languages. */
export interface ScriptedLanguages {
  readonly file: RepoPath;
  /** As the folders of their catalogues are called: `de`, `pt_BR`. */
  readonly languages: readonly string[];
}

const catalogue = /(?:^|\/)([a-z]{2,3}(?:[_-]\w{2,8})?)\/LC_MESSAGES\//i;

/** `-D language=de`, also as texts of a list: `["-D", f"language={name}"]`. */
const builds = /-D[ \t"',f]{0,8}language=/;

/** The first script beside the documents, above them or among the workflows; `undefined` where nothing is translated. */
export async function scriptedLanguages(root: RepoPath, repo: Repo): Promise<ScriptedLanguages | undefined> {
  const inside = (file: RepoPath) => below(file, root) ?? '';
  const languages = [...new Set(repo.files.flatMap((file) => catalogue.exec(inside(file))?.[1] ?? []))];
  if (languages.length === 0) return undefined;
  const folders: ReadonlySet<string> = new Set([root, folderOf(root), '.github/workflows']);
  for (const file of repo.files) {
    if (!folders.has(folderOf(file)) || !isScript(fileName(file))) continue;
    if (builds.test((await repo.read(file)) ?? '')) return { file, languages };
  }
  return undefined;
}

function isScript(name: string): boolean {
  return /^(?:Makefile|justfile|tox\.ini)$|\.(?:py|sh|bat|ps1|ya?ml|js)$/.test(name) && name !== 'conf.py';
}

export function languagesNote({ file, languages }: ScriptedLanguages): Note {
  const message = `${file} builds the documents once for each language (${languages.join(', ')} beside their own), and only running it would tell into which folders; addresses are those of one build, without a folder for the language. Name the address of the language that the documents are written in, in .broken-backlinks.json at the top of the repository, such as { "site": "https://example.org/en/" }.`;
  return { file, message, wantsAddress: true, doubtsAddresses: true };
}

/** Below a folder that is called like one of the languages. */
export function broughtByLanguages({ file, languages }: ScriptedLanguages): Permalinks['brought'] {
  const names: ReadonlySet<string> = new Set(languages.map((name) => name.toLowerCase().replace('_', '-')));
  return (path: UrlPath) => {
    const folders = path.split('/').slice(0, -1);
    const isTranslated = folders.some((name) => names.has(name.toLowerCase().replace('_', '-')));
    return isTranslated ? `${file} builds the site for each language` : undefined;
  };
}
