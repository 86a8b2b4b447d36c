import assert from 'node:assert/strict';
import { programNames } from '../tools/systemTools.ts';

describe('the programs that tools look for', () => {
  it('are files of that name', () => {
    assert.deepEqual(programNames('git', 'linux'), ['git']);
  });

  it('have an ending on Windows', () => {
    assert.deepEqual(programNames('git', 'win32', '.COM;.EXE'), ['git.com', 'git.exe']);
    assert.ok(programNames('git', 'win32', undefined).includes('git.exe'));
  });
});
