/** Repositories in temporary folders, made with the git of this machine. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TestRepository {
  readonly folder: string;
  git(...args: readonly string[]): string;
  /** Makes these files, removes those that are `undefined`, and commits everything. */
  commit(files: Readonly<Record<string, string | undefined>>): void;
}

const date = '2024-01-02T03:04:05Z';

/** `folder` must be there; a new one in the folder for temporary files where none is given. */
export function gitRepository(folder = mkdtempSync(join(tmpdir(), 'repository-'))): TestRepository {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const own = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const env = { ...Object.fromEntries(kept), ...own };
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'protocol.file.allow=always'];
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...who, ...args], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  git('init', '-q', '-b', 'main');
  return {
    folder,
    git,
    commit(files) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(folder, path);
        if (text === undefined) rmSync(file);
        else {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, text);
        }
      }
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', 'step');
    },
  };
}

/** A page with enough lines to be known again after a rename. */
export function longPage(name: string): string {
  const lines = Array.from({ length: 12 }, (_, i) => `Line ${i} about ${name} and its neighbours.`);
  return `# ${name}\n\n${lines.join('\n')}\n`;
}
