import assert from 'node:assert/strict';
import { pastNames, similarPaths } from '../../../src/core/history/similarPaths.ts';
import type { RepoPath } from '../../../src/core/paths.ts';

describe('similarPaths', () => {
  it('finds for the many who are asked what it finds for the first', () => {
    const names = ['setup', '2019-05-06-setup', '01-setup', '_setup', 'Setup', 'templates.defer', 'a', 'İ', 'read-me'];
    const ends = ['.md', '/index.md', '/README.md', '.de.md', '/index.de.md', '.HTML', ''];
    const folders = ['', 'docs/', 'docs/guide/', '2020/05/', 'en//', '/'];
    const files = folders.flatMap((folder) =>
      names.flatMap((name) => ends.map((end) => `${folder}${name}${end}` as RepoPath)),
    );
    const asked = [...names, 'SETUP', 'setup.de', 'index', 'readme', 'nowhere', ''].flatMap((name) =>
      ['/', '/docs/', '/docs/guide/', '/2020/05/06/'].map((folder) => `${folder}${name}/`),
    );
    const often = similarPaths(pastNames(() => files));
    for (let i = 0; i < 30; i++) often('/setup/');
    let found = 0;
    for (const path of asked) {
      const first = similarPaths(pastNames(() => files))(path);
      assert.deepEqual(often(path), first, path);
      found += first.length;
    }
    assert.ok(found > 100, `${found}`);
  });
});
