import assert from 'node:assert/strict';
import { filesNamed, scriptNames } from '../../src/core/generators/shared/namedFiles.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

describe('files by name', () => {
  const repo = memoryRepo({ 'b/conf.py': '', 'a/conf.py': '', 'conf.py': '', 'conf.pyc': '', 'a/config.toml': '' });

  it('finds a name in every folder, in the order of the repository', () => {
    assert.deepEqual(filesNamed(repo, 'conf.py'), ['a/conf.py', 'b/conf.py', 'conf.py']);
    assert.deepEqual(filesNamed(repo, 'config.toml', 'conf.py')[1], 'a/config.toml');
  });

  it('finds nothing for a part of a name', () => {
    assert.deepEqual(filesNamed(repo, 'conf', 'a/conf.py'), []);
  });

  it('does not mix two repositories', () => {
    assert.deepEqual(filesNamed(memoryRepo({ 'x/conf.py': '' }), 'conf.py'), ['x/conf.py']);
  });

  it('names a script in every language', () => {
    assert.ok(scriptNames('astro.config').includes('astro.config.mts'));
  });
});
