import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  capturingGlob,
  type GlobOptions,
  globsTest,
  globTest,
  ignoreTest,
  splitGlobs,
} from '../../../src/core/text/glob.ts';
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
  // As bash 5.2 has it with extglob; fast-glob leaves out ab.md, too.
  ['!(a).md', ['b.md', 'ab.md'], ['a.md', 'x/b.md']],
  ['!(a)/!(b|c).md', ['x/d.md', 'b/a.md'], ['a/d.md', 'x/b.md', 'x/c.md']],
  ['{!(a),b}.md', [], ['a.md', 'b.md', 'c.md']],
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

describe('capturingGlob', () => {
  const match = (pattern: string, path: string) => capturingGlob(pattern)?.match(path);

  it('gives what stands for a name, as little as will do, and everything from the first star on', () => {
    assert.deepEqual(match('{lang}/{y}-{name}.md', 'en/2024-a-b.md'), {
      names: { lang: 'en', y: '2024', name: 'a-b' },
      fromStar: undefined,
    });
    assert.deepEqual(match('docs/{v}/**/*.{md,mdx}', 'docs/v1/a/b.mdx'), { names: { v: 'v1' }, fromStar: 'a/b.mdx' });
    assert.deepEqual(match('{docs,blog}/**', 'blog/a/b.md'), { names: {}, fromStar: 'a/b.md' });
    assert.deepEqual(match('{docs/{v}/**,blog/*}', 'blog/b.md'), { names: {}, fromStar: 'b.md' });
    assert.deepEqual(match('docs/!(drafts)/{name}.md', 'docs/a/b.md'), { names: { name: 'b' }, fromStar: 'a/b.md' });
  });

  it('does not match otherwise', () => {
    assert.equal(match('{lang}/a.md', '/a.md'), undefined);
    assert.equal(match('{lang}/a.md', 'en/fr/a.md'), undefined);
    assert.equal(match('docs/!(drafts)/*', 'docs/drafts/a'), undefined);
    assert.equal(capturingGlob('{a,!(b)}'), undefined);
    assert.equal(capturingGlob('{**/a,**/b}'.repeat(10)), undefined);
  });

  it('knows the names of a pattern', () => {
    assert.deepEqual(capturingGlob('{lang}/{a,b}/{name}.{md,mdx}')?.names, ['lang', 'name']);
  });
});

describe('splitGlobs', () => {
  it('leaves the commas of groups alone', () => {
    assert.deepEqual(splitGlobs('/old/{a,b}/**, /x,,/y/[,]z/+(a,b)'), ['/old/{a,b}/**', '/x', '/y/[,]z/+(a,b)']);
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
