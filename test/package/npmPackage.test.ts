import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { worthAThread } from '../../src/io/textComparison/inThread.ts';

const root = join(import.meta.dirname, '..', '..');
const windows = process.platform === 'win32';

function npm(cwd: string, ...args: readonly string[]): string {
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  return execFileSync(windows ? 'npm.cmd' : 'npm', args, { cwd, encoding: 'utf8', shell: windows, stdio: [...stdio] });
}

describe('the npm package', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'npm-package-'));
    npm(root, 'pack', '--pack-destination', folder);
    const [archive = ''] = readdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    npm(folder, 'install', '--offline', '--no-audit', '--no-fund', join(folder, archive));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the command line and nothing else', () => {
    const installed = join(folder, 'node_modules', 'broken-backlinks');
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    const strange = files.filter(
      (file) =>
        !/^(package\.json|LICENSE|README\.md|CHANGELOG\.md|dist|dist.cli(-\w+)?\.mjs|dist.texts\.mjs)$/.test(file),
    );
    assert.deepEqual(strange, []);
    assert.ok(files.includes('LICENSE'));
  });

  it('brings no other package with it', () => {
    assert.deepEqual(
      readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
      ['broken-backlinks'],
    );
  });

  it('runs with npx, on the Node of the machine', () => {
    assert.match(npm(folder, 'exec', '--offline', '--', 'broken-backlinks', '--help'), /^Usage: broken-backlinks /m);
  });

  it('compares the texts of a large site in its thread', () => {
    const site = mkdtempSync(join(tmpdir(), 'large-site-'));
    try {
      const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: site, stdio: 'ignore' });
      const commit = () => {
        git('add', '.');
        git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'Write');
      };
      const words = (seed: number) => Array.from({ length: 60 }, (_, i) => `bolt${seed * 7 + i}`).join(' ');
      mkdirSync(join(site, 'content'));
      writeFileSync(join(site, 'hugo.toml'), 'baseURL = "https://example.org/"\n');
      for (let i = 0; i < worthAThread; i++) writeFileSync(join(site, 'content', `page-${i}.md`), words(i));
      writeFileSync(join(site, 'content', 'gone.md'), `${words(2000)} ${words(3000)}`);
      git('init', '-q');
      commit();
      rmSync(join(site, 'content', 'gone.md'));
      writeFileSync(join(site, 'content', 'page-500.md'), `${words(500)} ${words(2000)} ${words(3000)}`);
      commit();
      const said = npm(folder, 'exec', '--offline', '--', 'broken-backlinks', 'explain', '/gone/', '--repo', site);
      assert.match(said, /^1\. \/page-500\/ .*\n.* 100 % of the removed page's text is in it$/m);
    } finally {
      rmSync(site, { recursive: true, force: true });
    }
  });
});
