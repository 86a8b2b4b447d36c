import assert from 'node:assert/strict';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import { programNames } from '../tools/systemTools.ts';
import { testFiles } from '../tools/testing/parts.ts';

describe('the programs that tools look for', () => {
  it('are files of that name', () => {
    assert.deepEqual(programNames('git', 'linux'), ['git']);
  });

  it('have an ending on Windows', () => {
    assert.deepEqual(programNames('git', 'win32', '.COM;.EXE'), ['git.com', 'git.exe']);
    assert.ok(programNames('git', 'win32', undefined).includes('git.exe'));
  });
});

describe('the parts of the tests', () => {
  it('hold every test that needs neither an editor nor a package, once', () => {
    const cwd = join(import.meta.dirname, '..');
    const inParts = Object.values(testFiles).flatMap((globs) => fastGlob.globSync(globs, { cwd }));
    const all = fastGlob.globSync(['test/**/*.test.ts', '!test/{vscode,ui,package}/**'], { cwd });
    assert.deepEqual(inParts.sort(), all.sort());
    // Mocha splits what it is told at commas.
    assert.deepEqual(
      Object.values(testFiles)
        .flat()
        .filter((glob) => glob.includes(',')),
      [],
    );
  });
});
