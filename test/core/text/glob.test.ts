import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type GlobOptions, globsTest, globTest, ignoreTest } from '../../../src/core/text/glob.ts';
import { stepCounter } from '../../support/steps.ts';

/** Each case: pattern, paths that match, paths that do not. */
const cases: readonly [string, readonly string[], readonly string[], GlobOptions?][] = [
  ['docs/*.md', ['docs/a.md', 'docs/.md'], ['docs/a/b.md', 'docs/a.mdx', 'xdocs/a.md']],
  ['**/*.md', ['a.md', 'a/b/c.md'], ['a.mdx', 'a/b']],
  ['docs/**', ['docs/a', 'docs/a/b.md'], ['docs', 'docs2/a']],
  ['docs/**/index.md', ['docs/index.md', 'docs/a/b/index.md'], ['docs/aindex.md', 'docs/a/xindex.md']],
  ['**', ['a', 'a/b'], ['']],
  ['a**b', ['ab', 'axb'], ['a/b']],
  ['a**b', ['ab', 'axb', 'a/b', 'a/x/b'], ['a/c'], { doubleStar: 'anything' }],
  ['/blog/**', ['/blog/x', '/blog/x/y', '/blog/'], ['/blog'], { doubleStar: 'anything' }],
  ['**.html', ['a.html', 'x/y/a.html'], ['a.htm'], { doubleStar: 'anything' }],
  ['a?c', ['abc', 'a😀c'], ['ac', 'a/c']],
  ['{docs,blog}/*.{md,mdx}', ['docs/a.md', 'blog/a.mdx'], ['docs/a.html', 'docs']],
  ['{a,b/{c,d}}.md', ['a.md', 'b/c.md', 'b/d.md'], ['b/.md', 'c.md']],
  ['a{,-old}.md', ['a.md', 'a-old.md'], ['a-.md']],
  ['**/[^_]*.md', ['a.md', 'x/a.md'], ['_a.md', 'x/_a.md', 'x/y']],
  ['[!a-c]x', ['dx'], ['ax', '/x', 'bx']],
  ['[]-]', [']', '-'], ['a']],
  ['{unclosed', ['{unclosed'], ['unclosed']],
  ['a[b', ['a[b'], ['ab']],
  ['\\*.md', ['*.md'], ['a.md']],
  ['@(a|b).md', ['a.md', 'b.md'], ['ab.md', '.md']],
  ['a+(x|y)', ['ax', 'axyx'], ['a']],
  ['a*(x)?(y)', ['a', 'axx', 'axy', 'ay'], ['ayy']],
  ['!(a).md', [], ['a.md', 'b.md', '!(a).md']],
  ['./a.md', ['a.md'], ['./a.md']],
  ['README.md', ['README.md', 'readme.MD'], [], { ignoreCase: true }],
  ['*.md', ['a.md'], ['.a.md'], { dot: false }],
  ['**/*.md', ['x/a.md'], ['.x/a.md', 'x/.a.md'], { dot: false }],
  ['.x/*.md', ['.x/a.md'], [], { dot: false }],
];

describe('globTest', () => {
  for (const [pattern, matching, others, options] of cases) {
    it(`${pattern}${options ? ` ${JSON.stringify(options)}` : ''}`, () => {
      const test = globTest(pattern, options);
      assert.deepEqual(
        matching.filter((path) => !test(path)),
        [],
        'should match',
      );
      assert.deepEqual(others.filter(test), [], 'should not match');
    });
  }

  it('takes steps in proportion to the path for patterns that make backtracking engines stall', async () => {
    const counter = await stepCounter();
    for (const pattern of [`${'*a'.repeat(40)}b`, `${'{a,aa}'.repeat(40)}b`, `${'+(a|+(a))'.repeat(8)}b`]) {
      const test = globTest(pattern);
      const steps = (length: number) => counter.count(() => assert.equal(test('a'.repeat(length)), false));
      await steps(100);
      const once = await steps(1000);
      const twice = await steps(2000);
      assert.ok(twice <= 2.5 * once, `${pattern}: ${once} steps, and ${twice} for twice the length`);
    }
    await counter.stop();
  });
});

describe('globsTest', () => {
  it('takes away what a pattern with ! matches, wherever it stands', () => {
    const test = globsTest(['!docs/drafts/**', 'docs/**']);
    assert.deepEqual(['docs/a.md', 'docs/drafts/b.md', 'c.md'].filter(test), ['docs/a.md']);
  });

  it('matches nothing without a positive pattern', () => {
    assert.equal(globsTest(['!a'])('b'), false);
    assert.equal(globsTest([])('b'), false);
  });
});

describe('ignoreTest', () => {
  const paths = [
    'a.log',
    'keep.log',
    'x/a.log',
    'build/a.md',
    'x/build/a.md',
    'docs/build.md',
    'top.md',
    'x/top.md',
    '#a',
  ];
  const ignored = (rules: string) => paths.filter(ignoreTest(rules));

  it('matches a bare name in every folder, as file or folder', () => {
    assert.deepEqual(ignored('build'), ['build/a.md', 'x/build/a.md']);
    assert.deepEqual(ignored('*.log'), ['a.log', 'keep.log', 'x/a.log']);
  });

  it('anchors a rule with a slash in it to its own folder', () => {
    assert.deepEqual(ignored('/top.md'), ['top.md']);
    assert.deepEqual(ignored('x/*.md'), ['x/top.md']);
    assert.deepEqual(ignored('**/top.md'), ['top.md', 'x/top.md']);
  });

  it('takes a trailing slash for folders only', () => {
    assert.deepEqual(ignored('top.md/'), []);
    assert.deepEqual(ignored('x/'), ['x/a.log', 'x/build/a.md', 'x/top.md']);
  });

  it('lets the last matching rule decide, and skips comments, blanks and trailing spaces', () => {
    assert.deepEqual(ignored('# logs\r\n\r\n*.log  \r\n!keep.log\r\n'), ['a.log', 'x/a.log']);
    assert.deepEqual(ignored('\\#a'), ['#a']);
  });
});
