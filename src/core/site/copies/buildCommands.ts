/** Where a repository says what is done before a site is built, each text with the folders it may be run in. */
import { filesOfBuild } from '../../generators/shared/buildTexts.ts';
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';

/** A file with commands. */
export interface CommandFile {
  readonly file: RepoPath;
  readonly text: string;
  /** The likeliest first. */
  readonly folders: readonly RepoPath[];
}

const named = [
  'Makefile',
  'makefile',
  'justfile',
  'Taskfile.yml',
  'Taskfile.yaml',
  'package.json',
  'netlify.toml',
  'vercel.json',
  'render.yaml',
  '.gitlab-ci.yml',
  '.readthedocs.yaml',
  '.readthedocs.yml',
];

/** As many as a build has; more are looked for in no text. */
const mostScripts = 20;

/** Those of the site's folder and the ones above it, all workflows, and the scripts that these name. */
export async function commandFiles(root: RepoPath, repo: Repo): Promise<readonly CommandFile[]> {
  const files = filesOfBuild(root, named, repo);
  const found: CommandFile[] = [];
  for (const file of files) {
    const text = await repo.read(file);
    if (text === undefined) continue;
    const own = file.startsWith('.github/') ? [] : [folderOf(file)];
    found.push({ file, text, folders: unique([...own, root, '' as RepoPath]) });
  }
  for (const { text, folders } of found.slice()) {
    for (const [, name = ''] of text.matchAll(/(?<![\w./-])(?:\.\/)?([\w./-]+\.(?:sh|bash|[cm]?js|[cm]?ts))\b/g)) {
      const file = folders.map((folder) => joinRepo(folder, name)).find((path) => path !== undefined && repo.has(path));
      if (file === undefined || found.length > files.length + mostScripts) continue;
      if (found.some((entry) => entry.file === file)) continue;
      found.push({ file, text: (await repo.read(file)) ?? '', folders: unique([...folders, folderOf(file)]) });
    }
  }
  return found;
}

function unique(folders: readonly RepoPath[]): readonly RepoPath[] {
  return [...new Set(folders)];
}
