import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeLargeSite, whereItWent } from '../support/largeSite.ts';
import { startStandIn } from '../support/standIn/server.ts';

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
        !/^(package\.json|LICENSE|README\.md|CHANGELOG\.md|dist|dist.cli(-\w+)?\.mjs|dist.texts\.mjs|dist.THIRD-PARTY-NOTICES\.txt)$/.test(
          file,
        ),
    );
    assert.deepEqual(strange, []);
    assert.ok(files.includes('LICENSE'));
    assert.ok(files.includes(join('dist', 'THIRD-PARTY-NOTICES.txt')));
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

  it('knows the letters beyond ASCII, whose tables are read when they are needed', () => {
    const site = join(folder, 'letters');
    mkdirSync(join(site, 'content'), { recursive: true });
    writeFileSync(join(site, 'config.toml'), 'base_url = "https://example.org"\n');
    writeFileSync(join(site, 'content', 'größe.md'), '+++\ntitle = "Size"\n+++\n');
    execFileSync('git', ['init', '--quiet', site]);
    // Zola's slugs are those of its library `slug`, which goes by Unidecode.
    const said = npm(folder, 'exec', '--offline', '--', 'broken-backlinks', 'explain', '/grosse/', '--repo', site);
    assert.match(said, /published/);
  });

  it('asks an index and a live site, with what is read when they are asked', async () => {
    const site = join(folder, 'asks');
    mkdirSync(join(site, 'content'), { recursive: true });
    const api = await startStandIn({
      data: {
        pages: [{ url: 'https://x.invalid/gone/', status: 404 }],
        links: [{ from: 'https://news.test/', to: 'https://x.invalid/gone/' }],
      },
    });
    writeFileSync(join(site, 'config.toml'), 'base_url = "https://x.invalid"\n');
    const main = join(folder, 'node_modules', 'broken-backlinks', 'dist', 'cli.mjs');
    const { BROKEN_BACKLINKS_HOME = join(folder, 'kept'), PATH } = process.env;
    const env = { PATH, BROKEN_BACKLINKS_HOME, DATAFORSEO_LOGIN: api.login, DATAFORSEO_PASSWORD: api.password };
    try {
      const words = [main, 'audit', '--repo', site, '--max-cost', '1', '--format', 'json'];
      const asked = promisify(execFile)(process.execPath, words, { env: { ...env, DATAFORSEO_API: api.url } });
      // Findings are exit code 2, which is an error to `execFile`.
      const { stdout } = await asked.catch((error: { readonly stdout: string }) => error);
      const { findings } = JSON.parse(stdout);
      assert.equal(findings.length, 1);
      assert.match(findings[0].live.detail, /x\.invalid was not found/);
    } finally {
      await api.close();
    }
  });

  it('compares the texts of a large site in its thread', () => {
    const site = makeLargeSite();
    try {
      const said = npm(folder, 'exec', '--offline', '--', 'broken-backlinks', 'explain', '/gone/', '--repo', site);
      assert.match(said, whereItWent);
    } finally {
      rmSync(site, { recursive: true, force: true });
    }
  });
});
