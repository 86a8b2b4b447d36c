/** https://jekyllrb.com/docs/configuration/options/#global-configuration: a folder that is left out takes its files along. */
import assert from 'node:assert/strict';
import { entryFilter } from '../../src/core/generators/jekyll/entries.ts';

/** How often a name is tried by a pattern while something is done. */
function namesTried(act: () => void): number {
  const { test } = RegExp.prototype;
  let count = 0;
  RegExp.prototype.test = function (text: string) {
    count++;
    return test.call(this, text);
  };
  try {
    act();
    return count;
  } finally {
    RegExp.prototype.test = test;
  }
}

describe('the files that Jekyll looks at', () => {
  it('are none in a folder that is left out, however deep, but where a file is named whole', () => {
    const { page } = entryFilter(['.well-known', 'a/_own/kept.md'], ['docs/old', '*.tmp', 'vendor']);
    const files = {
      'index.md': true,
      'docs/a.md': true,
      'docs/old/a.md': false,
      'docs/old/deep/er/a.md': false,
      'docs/older/a.md': false,
      '_drawn/a.md': false,
      'a/_own/a.md': false,
      'a/_own/kept.md': true,
      'a/.hidden/b/c.md': false,
      '.well-known/x.txt': true,
      'a/b/c.tmp': false,
      'a/b/c~': false,
      'a/#b/c.md': false,
      'vendor/x.md': false,
      'node_modules/x/y.md': false,
    };
    // Twice, as the second time the folders are known.
    for (const _ of [1, 2]) {
      for (const [file, isRead] of Object.entries(files)) assert.equal(page(file), isRead, file);
    }
  });

  it('are told by one look at each folder and file, however many lie in it', () => {
    const { page } = entryFilter(['.well-known'], []);
    const tried = namesTried(() => {
      for (let i = 0; i < 500; i++) page(`${'deep/'.repeat(30)}${i}.md`);
    });
    assert.ok(tried > 0 && tried <= 2 * (500 + 30), `${tried}`);
  });
});
