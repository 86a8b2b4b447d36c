import assert from 'node:assert/strict';
import { type Changed, hideAdded } from '../../bench/replays/hide.ts';

const text = (...lines: readonly string[]) => `${lines.join('\n')}\n`;

/** What a commit changed beside its redirects stays: the texts that are wanted are the ones before it, with those changes. */
const cases: readonly (Changed & { readonly wanted: string | undefined })[] = [
  {
    path: 'static/_redirects',
    before: text('# moved', '/a /b 301', '/z /b 301'),
    after: text('# moved pages', '/a /b 301', '/old /new 301', '/z /b 301', '/older /new 302'),
    wanted: text('# moved pages', '/a /b 301', '/z /b 301'),
  },
  { path: 'static/_redirects', before: undefined, after: text('/old /new 301'), wanted: undefined },
  {
    path: 'mkdocs.yml',
    before: text('plugins:', '- redirects:', '    redirect_maps:', "      'a.md': 'b.md'", 'nav:', '- old.md'),
    after: text(
      'plugins:',
      '- redirects:',
      '    redirect_maps:',
      "      'a.md': 'b.md'",
      "      'old.md': 'new.md'",
      'nav:',
      '- new.md',
    ),
    wanted: text('plugins:', '- redirects:', '    redirect_maps:', "      'a.md': 'b.md'", 'nav:', '- new.md'),
  },
  {
    path: 'vercel.json',
    before: text('{ "redirects": [', '  { "source": "/a", "destination": "/b" }', '] }'),
    after: text(
      '{ "redirects": [',
      '  { "source": "/a", "destination": "/b" },',
      '  { "source": "/old", "destination": "/new" }',
      '] }',
    ),
    wanted: text('{ "redirects": [', '  { "source": "/a", "destination": "/b" }', '] }'),
  },
  {
    path: 'content/new.md',
    before: text('---', 'title: New', '---', 'Text'),
    after: text('---', 'title: Newer', 'aliases:', '- /old/', 'weight: 2', '---', 'Other text'),
    wanted: text('---', 'title: Newer', 'weight: 2', '---', 'Other text'),
  },
  {
    path: 'content/new.md',
    before: text('+++', 'aliases = ["/first/"]', '+++'),
    after: text('+++', 'aliases = ["/first/", "/old/"]', '+++'),
    wanted: text('+++', 'aliases = ["/first/"]', '+++'),
  },
];

describe('a replay', () => {
  for (const { wanted, ...changed } of cases) {
    it(`takes out of ${changed.path} what was added, and nothing else: ${changed.after?.length} letters`, () => {
      const hidden = hideAdded([changed]);
      assert.ok(hidden && hidden.rules.length > 0);
      assert.equal(hidden.files.get(changed.path), wanted);
    });
  }

  it('takes nothing out of a file that was only moved', () => {
    const rules = text('/a /b 301');
    const moved = [
      { path: '_redirects', before: rules, after: undefined },
      { path: 'static/_redirects', before: undefined, after: rules },
    ];
    assert.deepEqual(hideAdded(moved)?.rules, []);
  });
});
