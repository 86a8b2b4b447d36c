/** A site of so many pages that their texts are compared in a thread; the text of `/gone/` went to `/page-500/`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { worthAThread } from '../../src/io/textComparison/worthAThread.ts';

/** What `explain` says of `/gone/`. */
export const whereItWent = /^1\. \/page-500\/ .*\n.* 100 % of the removed page's text is in it$/m;

/** The folder of its repository; remove it afterwards. */
export function makeLargeSite(): string {
  const folder = mkdtempSync(join(tmpdir(), 'large-site-'));
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  const commit = () => {
    git('add', '.');
    git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'Write');
  };
  const words = (seed: number) => Array.from({ length: 60 }, (_, i) => `bolt${seed * 7 + i}`).join(' ');
  mkdirSync(join(folder, 'content'));
  writeFileSync(join(folder, 'hugo.toml'), 'baseURL = "https://example.org/"\n');
  for (let i = 0; i < worthAThread; i++) writeFileSync(join(folder, 'content', `page-${i}.md`), words(i));
  writeFileSync(join(folder, 'content', 'gone.md'), `${words(2000)} ${words(3000)}`);
  git('init', '-q');
  commit();
  rmSync(join(folder, 'content', 'gone.md'));
  writeFileSync(join(folder, 'content', 'page-500.md'), `${words(500)} ${words(2000)} ${words(3000)}`);
  commit();
  return folder;
}
