import assert from 'node:assert/strict';
import { fixMenu, mostEntries } from '../../src/core/audit/fixMenu.ts';
import { publishEdit } from '../../src/core/frontMatter/publish.ts';
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import type { Diagnosis, Finding, Fix } from '../../src/core/report/findings.ts';
import { applyEdits } from '../../src/core/text/edits.ts';

const file = 'content/a.md' as RepoPath;
const suggestion = (url: string, confident: boolean) => ({
  url: urlPath(url),
  file,
  confidence: confident ? 0.99 : 0.13,
  confident,
  evidence: [],
});
const fix = (to: string, status: 301 | 410 = 301, isPreferred = false): Fix => ({
  title: status === 410 ? 'Answer 410 Gone' : `Redirect to ${to}`,
  redirect: { from: urlPath('/old/'), to, status },
  format: 'redirectsFile',
  file: '_redirects' as RepoPath,
  create: false,
  isPreferred,
});
const many = ['/a/', '/b/', '/c/', '/d/', '/e/', '/f/'];

function menu(code: Diagnosis['code'], changes: Partial<Finding>, strong = 0): readonly string[] {
  const suggestions = many.map((url) => suggestion(url, false));
  const finding = { diagnosis: { path: urlPath('/old/'), code, suggestions }, fixes: [], ...changes };
  const entries = fixMenu(finding as unknown as Finding, strong);
  assert.ok(entries.length <= mostEntries, `${entries.length} entries`);
  return entries.map(({ title }) => title);
}

describe('the menu of a finding', () => {
  const fixes = many.map((url) => fix(url));
  it('has five entries at most, the best redirects first', () => {
    assert.deepEqual(menu('moved', { fixes }), [
      'Redirect to /a/',
      'Redirect to /b/',
      'Redirect /old/ to another page…',
      'Never suggest /a/ for /old/',
      'Ignore /old/',
    ]);
    assert.deepEqual(menu('moved', { fixes }, 7), [
      'Redirect to /a/',
      'Redirect to /b/',
      'Redirect /old/ to another page…',
      'Redirect all 7 findings with strong evidence…',
      'Ignore /old/',
    ]);
  });

  it('offers 410 and to leave it first, for a page that was removed, and its file out of git', () => {
    const remedy = { kind: 'restore', title: 'Restore content/old.md from git', file, commit: 'a'.repeat(40) } as const;
    const removal = 'removed in 1a2b3c4 and nothing replaced it: answer 410 Gone, or leave it';
    assert.deepEqual(menu('removed', { fixes: [fix('/404.html', 410), ...fixes], remedy, removal }), [
      'Answer 410 Gone',
      'Leave /old/ as it is (ignore it)',
      'Redirect to /a/',
      'Redirect /old/ to another page…',
      'Restore content/old.md from git',
    ]);
  });

  it('offers to publish a draft first', () => {
    const remedy = { kind: 'publish', title: 'Publish draft content/a.md', file, key: 'draft' } as const;
    assert.deepEqual(menu('draft', { fixes, remedy })[0], 'Publish draft content/a.md');
  });

  it('offers no redirect where none helps', () => {
    assert.deepEqual(menu('server-error', {}), ['Ignore /old/']);
  });
});

describe('a draft that is published', () => {
  const published = (text: string, key: string, name = 'a.md') => {
    const edit = publishEdit(text, name, key);
    return 'refused' in edit ? edit.refused : applyEdits(text, [edit]);
  };
  it('keeps everything but the one word', () => {
    assert.equal(
      published('---\r\ntitle: A\r\ndraft: true # soon\r\n---\r\ndraft: true\r\n', 'draft'),
      '---\r\ntitle: A\r\ndraft: false # soon\r\n---\r\ndraft: true\r\n',
    );
    assert.equal(published('+++\ndraft = true\n+++\n', 'draft'), '+++\ndraft = false\n+++\n');
    assert.equal(published('---\npublished: false\n---\n', 'published'), '---\npublished: true\n---\n');
    assert.equal(published('{\n  "draft": true\n}\nText\n', 'draft'), '{\n  "draft": false\n}\nText\n');
  });
  it('is not one whose key says something else, or lies elsewhere', () => {
    for (const text of [
      '---\ndraft: "true"\n---\n',
      '---\ndraft: &x true\n---\n',
      'draft: true\n',
      '---\ndraft: false\n---\n',
    ]) {
      assert.match(published(text, 'draft'), /Change it by hand\.$/, text);
    }
  });
});
