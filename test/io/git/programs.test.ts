import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pagePrograms } from '../../../src/core/history/history.ts';
import { openGit } from '../../../src/io/git/git.ts';
import { openHistory } from '../../../src/io/git/history.ts';
import { programsTouched } from '../../../src/io/git/programs.ts';
import { removeFolder } from '../../support/removeFolder.ts';

describe('programs that are pages', () => {
  let folder: string;
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
      encoding: 'utf8',
    });
  const write = (file: string, text = `// ${file}\n`) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const commit = (): string => {
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '-m', 'step');
    return git('rev-parse', 'HEAD').trim();
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'programs-'));
    git('init', '-q', '-b', 'main');
    write('README.md', '# Home\n');
    write('lib/code.js');
  });
  afterEach(() => removeFolder(folder));

  async function asked(range: readonly string[] = ['HEAD']): Promise<readonly string[]> {
    const opened = await openGit(folder);
    assert.ok(opened.ok);
    const found = await programsTouched(opened.value, {
      programs: pagePrograms,
      extensions: new Set(['md', 'js']),
      range,
    });
    return [...found].sort();
  }

  it('are not asked about where the branch never had one', async () => {
    commit();
    assert.deepEqual(await asked(), []);
  });

  it('are asked about by the patterns that fit, also where they are long gone', async () => {
    write('pages/a.js');
    git('config', 'log.showRoot', 'false');
    commit();
    rmSync(join(folder, 'pages'), { recursive: true });
    write('about.11ty.js');
    commit();
    assert.deepEqual(await asked(), [':(top,glob)**/*.11ty.js', ':(top,glob)**/pages/**/*.js']);
  });

  it('are asked about where a branch brought them', async () => {
    commit();
    git('checkout', '-q', '-b', 'work');
    write('app/shop/page.js');
    commit();
    git('checkout', '-q', 'main');
    write('more.md', '# More\n');
    commit();
    git('merge', '-q', '--no-ff', '--no-edit', 'work');
    assert.deepEqual(await asked(), [':(top,glob)**/app/**/page.js']);
  });

  it('are asked about where new commits took one away', async () => {
    write('pages/a.js');
    const first = commit();
    rmSync(join(folder, 'pages'), { recursive: true });
    const last = commit();
    assert.deepEqual(await asked([last, `^${first}`]), [':(top,glob)**/pages/**/*.js']);
    write('lib/more.js');
    const next = commit();
    assert.deepEqual(await asked([next, `^${last}`]), []);
  });

  it('are all asked about where git cannot tell', async () => {
    commit();
    assert.equal((await asked(['no-such-commit'])).length, pagePrograms.js?.length);
  });

  it('are told by the history however short a time they were there', async () => {
    const steps = 26;
    for (let i = 0; i < steps; i++) {
      write('README.md', `# Home ${i}\n`);
      if (i === 5) write('pages/short.js');
      if (i === 6) rmSync(join(folder, 'pages'), { recursive: true });
      commit();
    }
    const opened = await openHistory(folder);
    assert.ok(opened.ok);
    const told: string[] = [];
    for await (const { changes } of opened.value.commits())
      for (const { kind, path } of changes) if (path !== 'README.md') told.push(`${kind} ${path}`);
    assert.deepEqual(told, ['removed pages/short.js', 'added pages/short.js']);
  });
});
