import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { environment, switches } from '../../../src/io/git/environment.ts';
import { findGit } from '../../../src/io/git/program.ts';
import { removeFolder } from '../../support/removeFolder.ts';

describe('where git is looked for', () => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'program-')));
  const workspace = join(base, 'workspace');
  const system = join(base, 'system');
  after(() => removeFolder(base));

  function program(folder: string, name = 'git'): string {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, name), 0o755);
    return folder;
  }

  before(() => {
    mkdirSync(join(workspace, '.git'), { recursive: true });
    program(system);
    program(system, 'git.exe');
    program(workspace);
    program(workspace, 'git.exe');
    program(join(workspace, 'node_modules', '.bin'));
    program(join(workspace, 'website'), 'git.exe');
  });

  const ofSystem = join(system, process.platform === 'win32' ? 'git.exe' : 'git');
  const found = (entries: readonly string[], folder = workspace) => {
    const result = findGit(folder, { PATH: entries.join(delimiter) });
    return result.ok ? result.value.file : result.failure.message;
  };

  it('is a whole path outside of the folder that is read', () => {
    assert.equal(found([workspace, join(workspace, 'node_modules', '.bin'), system]), ofSystem);
  });

  it('takes nothing of the repository when a folder below its root is read', () => {
    assert.equal(found([join(workspace, 'node_modules', '.bin'), system], join(workspace, 'website')), ofSystem);
  });

  for (const entry of ['', '.', 'bin', './node_modules/.bin', '..']) {
    it(`passes over the entry ${JSON.stringify(entry)}`, () => {
      const here = process.cwd();
      process.chdir(workspace);
      try {
        assert.equal(found([entry, system]), ofSystem);
        assert.match(found([entry]), /^git was not found\..+relative/);
      } finally {
        process.chdir(here);
      }
    });
  }

  it('takes no link that leads into the folder', function () {
    const linked = join(base, 'linked');
    try {
      mkdirSync(linked);
      symlinkSync(join(workspace, 'git'), join(linked, 'git'));
    } catch {
      this.skip(); // links need a right of their own on Windows
    }
    assert.equal(found([linked, system]), ofSystem);
  });

  it('is git.exe on Windows, where the variable may be called Path', () => {
    const environments = [{ PATH: `.;"${workspace}";${system}` }, { Path: system }];
    for (const env of environments) {
      const result = findGit(workspace, env, 'win32');
      assert.equal(result.ok && result.value.file, join(system, 'git.exe'));
    }
  });

  it('gives git itself only the folders in which it was looked for', () => {
    const result = findGit(workspace, { PATH: ['.', workspace, system, 'relative'].join(delimiter) });
    assert.equal(result.ok && result.value.path, system);
  });

  it('says what to do when there is none', () => {
    assert.match(found(['']), /Install git/);
  });
});

describe('the environment git gets', () => {
  it('lets no protocol through, whatever the configuration of a repository allows', () => {
    assert.equal(environment({}).GIT_ALLOW_PROTOCOL, 'none');
    assert.equal(environment({ GIT_ALLOW_PROTOCOL: 'ext:file' }).GIT_ALLOW_PROTOCOL, 'none');
  });

  it('holds nothing that points git elsewhere or runs programs', () => {
    const given = { GIT_DIR: '/x', Git_Index_File: '/x', GIT_SSH_COMMAND: 'x', SSH_ASKPASS: 'x', HOME: '/home/a' };
    const env = environment(given);
    for (const name of ['GIT_DIR', 'Git_Index_File', 'GIT_SSH_COMMAND', 'SSH_ASKPASS']) assert.ok(!(name in env), name);
    assert.equal(env.HOME, '/home/a');
  });

  it('names no device of Windows, where Git knows none', () => {
    const texts = [...switches, ...Object.values(environment({}))];
    assert.deepEqual(
      texts.filter((text) => /nul\b/i.test((text ?? '').replaceAll('/dev/null', ''))),
      [],
    );
    assert.equal(environment({}).GIT_CONFIG_GLOBAL, '/dev/null');
  });

  it('has one search path, in the spelling of the system or another', () => {
    const env = environment({ Path: 'a;b' }, { path: 'c' });
    assert.deepEqual(
      Object.entries(env).filter(([name]) => /^path$/i.test(name)),
      [['PATH', 'c']],
    );
  });

  it('puts a configuration of our own where each version looks for the one of the user', () => {
    const user = { home: '/own' };
    assert.equal(environment({}, { version: [2, 30], user }).HOME, '/own');
    assert.equal(environment({ HOME: '/home/a' }, { version: [2, 34], user }).HOME, '/home/a');
    assert.equal(environment({}, { version: [2, 34], user }).GIT_CONFIG_GLOBAL, '/own/.gitconfig');
  });
});
