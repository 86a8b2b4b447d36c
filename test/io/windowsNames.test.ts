import assert from 'node:assert/strict';
import type { RepoPath } from '../../src/core/paths.ts';
import { nameNotForWindows } from '../../src/io/disk/windowsNames.ts';

// The names: learn.microsoft.com/windows/win32/fileio/naming-a-file
describe('names that Windows cannot have', () => {
  for (const name of [
    'con',
    'CON',
    'aux.md',
    'nul.tar.gz',
    'com1',
    'lpt9.html',
    'a:b',
    'a?',
    'what*',
    'end.',
    'end ',
    'a\\b',
  ]) {
    it(`are told there, such as ${JSON.stringify(name)}`, () => {
      assert.equal(nameNotForWindows(`static/${name}/index.html` as RepoPath, 'win32'), name);
      assert.equal(nameNotForWindows(`static/${name}/index.html` as RepoPath, 'linux'), undefined);
    });
  }

  for (const name of ['console.md', 'auxiliary', 'com10', '.htaccess', '_redirects', '[slug]', "it's (here)"]) {
    it(`are not ${name}`, () => {
      assert.equal(nameNotForWindows(`static/${name}` as RepoPath, 'win32'), undefined);
    });
  }
});
