/**
 * Folders of content that a build fills from other repositories, as far as commands and scripts name them:
 *
 *   git clone https://github.com/a/b docs/b      degit('a/b').clone(path.join('docs', name))      cp -r ../b/docs docs/b
 *
 * What is published below them is not known, even where git does not ignore it. A mention is enough: nothing is told of
 * an address for it but that the files do not decide.
 */
import type { Permalinks } from '../../generators/shared/generator.ts';
import { below, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { type CommandFile, commandFiles } from './buildCommands.ts';
import { type CopyStep, copySteps } from './copySteps.ts';
import { isContentFolder } from './missingContent.ts';

const commands =
  /\b(?:git\s+clone|git\s+submodule\s+add|gh\s+repo\s+clone|svn\s+(?:export|checkout|co)|(?:degit|tiged|giget)\s+\S)/;
/** Programs that bring the files of another repository, in a script. */
const libraries =
  /['"](?:degit|tiged|giget|simple-git|isomorphic-git|download-git-repo|git-clone|nodegit)['"]|\bgit\s+clone\b|(?:exec|run|spawn)\w{0,20}\([^)]{0,80}['"]git['"][^)]{0,80}['"]clone['"]/;
const mostRead = 300_000;
/** No place that is longer is looked for. */
const longestName = 300;

export async function fetchedFolders(permalinks: Permalinks, root: RepoPath, repo: Repo): Promise<readonly RepoPath[]> {
  const found = new Set<RepoPath>();
  for (const file of await commandFiles(root, repo)) {
    if (file.text.length > mostRead) continue;
    const contentAt = (name: string) =>
      file.folders
        .filter((folder) => isThere(joinRepo(folder, name.split('/')[0] ?? ''), repo))
        .flatMap((folder) => joinRepo(folder, name) ?? [])
        .find((place) => place !== '' && name !== '' && isContentFolder(place, permalinks));
    const copied = copySteps(file.text).filter(
      (step) => contentAt(landing(step)) !== undefined && isFromElsewhere(step, file, repo),
    );
    for (const name of new Set([...named(file), ...copied.map(landing)])) {
      const path = contentAt(name);
      if (path !== undefined) found.add(path);
    }
  }
  return [...found];
}

function isThere(path: RepoPath | undefined, repo: Repo): boolean {
  return path !== undefined && repo.files.some((file) => below(file, path) !== undefined);
}

/** Places that a script or a command which brings other repositories names, up to what a variable fills in. */
function named({ file, text }: CommandFile): readonly string[] {
  if (/\.[cm]?[jt]s$/.test(file)) {
    if (!libraries.test(text)) return [];
    const names = [...text.matchAll(/(["'`])(\.{0,2}[\w/-][\w./-]*)(?:\1|\$\{)/g)].map(([, , name = '']) => name);
    return names.filter(({ length }) => length <= longestName).map(plain);
  }
  const lines = text.split('\n').filter((line) => commands.test(line) && !/^\s*#/.test(line));
  const words = lines.flatMap((line) => line.split(/[\s"'`,;&|]+/)).filter((word) => !/:\/\/|@|^-/.test(word));
  const names = [...words, ...checkedOut(text)].filter(({ length }) => length <= longestName);
  return names.map((word) => plain(word.replace(/[$<{].*$/s, '')));
}

/** `path` of `actions/checkout` beside another `repository`. */
function checkedOut(text: string): readonly string[] {
  return text.split(/^[ \t]*-\s/m).flatMap((step) => {
    if (!/uses:\s*['"]?actions\/checkout/.test(step) || !/^[ \t]*repository:/m.test(step)) return [];
    return /^[ \t]*path:[ \t]*['"]?([^\s'"#]+)/m.exec(step)?.[1] ?? [];
  });
}

function plain(name: string): string {
  return name.replace(/(?<!\/)\/+$/, '');
}

function landing({ inside, to }: CopyStep): string {
  return plain(`${inside}${to}`);
}

/** What is copied lies in no commit of this repository. */
function isFromElsewhere({ from, inside }: CopyStep, { folders }: CommandFile, repo: Repo): boolean {
  const sources = folders.flatMap((folder) => from.flatMap((path) => joinRepo(folder, inside, path) ?? []));
  return !sources.some((path) => repo.has(path) || isThere(path, repo));
}
