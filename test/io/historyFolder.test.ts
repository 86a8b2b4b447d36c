import assert from 'node:assert/strict';
import { join } from 'node:path';
import { historyFolder } from '../../src/io/disk/historyFolder.ts';

describe('the folder a history is kept in', () => {
  const caches = join('/home', 'somebody', '.cache');

  it('is another one for each repository', () => {
    const one = historyFolder(caches, '/sites/one');
    assert.ok(one?.startsWith(caches));
    assert.equal(historyFolder(caches, '/sites/one/'), one);
    assert.notEqual(historyFolder(caches, '/sites/two'), one);
  });

  it('is never in the repository', () => {
    assert.equal(historyFolder('/sites/one/.cache', '/sites/one'), undefined);
    assert.equal(historyFolder('/sites/one', '/sites/one'), undefined);
    assert.ok(historyFolder('/sites/one-cache', '/sites/one'));
  });
});
