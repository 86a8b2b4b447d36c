import assert from 'node:assert/strict';
import { resolve, win32 } from 'node:path';
import { historyFolder } from '../../../src/io/stores/historyFolder.ts';

describe('the folder a history is kept in', () => {
  const caches = resolve('/home/somebody/.cache');

  it('is another one for each repository', () => {
    const one = historyFolder(caches, '/sites/one');
    assert.ok(one?.startsWith(caches));
    assert.equal(historyFolder(caches, '/sites/one/'), one);
    assert.notEqual(historyFolder(caches, '/sites/two'), one);
  });

  it('is never in the repository', () => {
    assert.equal(historyFolder('/sites/one/.cache', '/sites/one'), undefined);
    assert.equal(historyFolder('/sites/one', '/sites/one'), undefined);
    assert.equal(historyFolder('/sites/one/..cache', '/sites/one'), undefined);
    assert.ok(historyFolder('/sites/one-cache', '/sites/one'));
  });

  it('is the same on Windows, whichever case the letter of the drive has', () => {
    const folder = (cache: string, directory: string) => historyFolder(cache, directory, win32);
    const own = folder('C:\\Users\\a\\cache', 'C:\\sites\\one');
    assert.ok(own?.startsWith('C:\\Users\\a\\cache\\'));
    assert.equal(folder('C:\\Users\\a\\cache', 'c:\\sites\\one\\'), own);
    assert.equal(folder('C:\\Users\\a\\cache', 'c:/sites/one'), own);
    assert.notEqual(folder('C:\\Users\\a\\cache', 'D:\\sites\\one'), own);
    assert.equal(folder('c:\\Sites\\one\\cache', 'C:\\sites\\one'), undefined);
    assert.ok(folder('D:\\cache', 'C:\\'));
  });
});
