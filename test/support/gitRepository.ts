/** Repositories in temporary folders, made with the git of this machine. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

export interface TestRepository {
  readonly folder: string;
  git(...args: readonly string[]): string;
  /** Makes these files, removes those that are `undefined`, and commits everything; `when` as git reads it. */
  commit(files: Readonly<Record<string, string | undefined>>, when?: string): void;
}

/** What git makes of an empty repository, kept for the next: to start a process costs more than to copy ten files. */
let empty: ReadonlyMap<string, Buffer | undefined> | undefined;

const date = '2024-01-02T03:04:05Z';

/** `folder` must be there; a new one in the folder for temporary files where none is given. */
export function gitRepository(folder = mkdtempSync(join(tmpdir(), 'repository-'))): TestRepository {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const own = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const env: NodeJS.ProcessEnv = { ...Object.fromEntries(kept), ...own };
  // A commit would start another process to see whether there is anything to tidy up.
  const settings = ['user.name=A', 'user.email=a@example.org', 'protocol.file.allow=always', 'maintenance.auto=false'];
  const who = settings.flatMap((setting) => ['-c', setting]);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...who, ...args], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  if (empty === undefined) {
    git('init', '-q', '-b', 'main', '--template=');
    empty = contentOf(join(folder, '.git'));
  } else putContent(join(folder, '.git'), empty);
  return {
    folder,
    git,
    commit(files, when = date) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(folder, path);
        if (text === undefined) rmSync(file);
        else {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, text);
        }
      }
      env.GIT_AUTHOR_DATE = env.GIT_COMMITTER_DATE = when;
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', 'step');
    },
  };
}

/** Files with their bytes, folders without, the outer ones first. */
function contentOf(folder: string): ReadonlyMap<string, Buffer | undefined> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => [join(entry.parentPath, entry.name), entry.isDirectory()] as const);
  return new Map(
    paths
      .sort(([a], [b]) => a.length - b.length)
      .map(([path, isFolder]) => [relative(folder, path), isFolder ? undefined : readFileSync(path)]),
  );
}

function putContent(folder: string, content: ReadonlyMap<string, Buffer | undefined>): void {
  mkdirSync(folder);
  for (const [path, bytes] of content) {
    if (bytes === undefined) mkdirSync(join(folder, path));
    else writeFileSync(join(folder, path), bytes);
  }
}

/** A page with enough lines to be known again after a rename. */
export function longPage(name: string): string {
  const lines = Array.from({ length: 12 }, (_, i) => `Line ${i} about ${name} and its neighbours.`);
  return `# ${name}\n\n${lines.join('\n')}\n`;
}
