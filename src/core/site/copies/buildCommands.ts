/** Where a repository says what is done before a site is built, each text with the folders it may be run in. */
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
  const above = [root];
  for (let folder = root; folder !== ''; folder = folderOf(folder)) above.push(folderOf(folder));
  const files = above.flatMap((folder) => named.flatMap((name) => joinRepo(folder, name) ?? [])).filter(repo.has);
  const workflows = repo.files.filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file));
  const found: CommandFile[] = [];
  for (const file of [...files, ...workflows]) {
    const text = await repo.read(file);
    if (text === undefined) continue;
    const own = file.startsWith('.github/') ? [] : [folderOf(file)];
    found.push({ file, text, folders: unique([...own, root, '' as RepoPath]) });
  }
  for (const { text, folders } of found.slice()) {
    for (const [, name = ''] of text.matchAll(/(?<![\w./-])(?:\.\/)?([\w./-]+\.(?:sh|bash|[cm]?js|[cm]?ts))\b/g)) {
      const file = folders.map((folder) => joinRepo(folder, name)).find((path) => path !== undefined && repo.has(path));
      if (file === undefined || found.length > files.length + workflows.length + mostScripts) continue;
      if (found.some((entry) => entry.file === file)) continue;
      found.push({ file, text: (await repo.read(file)) ?? '', folders: unique([...folders, folderOf(file)]) });
    }
  }
  return found;
}

function unique(folders: readonly RepoPath[]): readonly RepoPath[] {
  return [...new Set(folders)];
}
