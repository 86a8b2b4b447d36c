/** Our globs and fast-glob's (3.3.3, of this project's own dependencies) over the same files. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fastGlob from 'fast-glob';
import { after, before, describe, it } from 'mocha';
import { globTest } from '../../../src/core/text/glob.ts';
import { removeFolder } from '../../support/removeFolder.ts';

const files = [
  'a.md b.md ab.md abab.md aa.md bab.md a1.md a2.md a9.md a10.md a01.md a.mdx a.html c.txt .a.md .b.txt -1.md',
  'index.md aa/aa.md a/b.md a/c/b.md a/b/a/b.md a/index.md .x/a.md .x/.y.md 1/a.md 2/a.md 3/a.md 10/a.md ü/é.md',
  'docs/a.md docs/b.mdx docs/index.md docs/.hidden.md docs/a-old.md docs/_draft.md docs/x.y.md docs2/a.md xdocs/a.md',
  'docs/guide/a.md docs/guide/b/c.md docs/guide/index.html docs/guide/b/index.md guide/a.md group/page.md x1/a.md',
  'blog/en.md blog/2023/a.md blog/2024/01/a.md blog/2024/12/b.md blog/2024-05-06-x.md content/en/a.md',
  'content/fr/a.md content/en-us/b.md content/de/deep/er/a.md src/content/docs/a.mdx src/pages/[slug].astro',
  'src/pages/[...all].astro src/pages/s.astro x[1]/a.md {lang}/a.md a{b}/c.md a+b/c.md a,b/c.md @x/a.md',
].flatMap((line) => line.split(' '));

const patterns = [
  '*.md **/*.md docs/** docs/* docs/**/* ** **/* * a?.md ?.md ??.md [ab].md [a-c].md [!a].md [^a].md [^_]*.md',
  '**/[^_]*.md {a,b}.md {a,b}.{md,mdx} docs/{a,index}.md docs/{guide,x}/** {docs,blog}/**/*.{md,mdx} **/{a,b}.md',
  '{docs,blog/2024}/*.md a{,b}.md {lang}/*.md \\{lang}/a.md \\{lang\\}/a.md a{b}/c.md {a}.md {} {a,b [ab *.{md}',
  'a{1..2}.md a{01..10}.md {1..3}/a.md {1..10..2}/a.md {3..1}/a.md {a..c}.md {-1..1}.md a{1..1}.md {a..c..2}.md',
  'x[1]/a.md x\\[1\\]/a.md src/pages/[slug].astro src/pages/[...all].astro src/pages/\\[*.astro **/[[]*.astro',
  '@(a|b).md +(a).md +(a|b).md *(a|b).md ?(a)b.md a?(b).md @(docs|blog)/** **/@(a|b).md (a|b).md (docs|blog)/**',
  '+(ab).md +(a|ab).md *.@(md|mdx) **/*.@(md|mdx) **/?(_)*.md *.md?(x) @(a).md @(@(a|b)).md @({a,b}).md',
  'a*b*.md *a*b*.md a**b.md **a.md docs** docs/**.md **/**/*.md **/docs/** a/**/b.md **/b.md a/*/b.md */*/*.md',
  '*/a.md */** **/*/** **/*/a.md */**/a.md a/** a/**/* a/b/**/b.md *** **/a/** a*/** *s/*.md **/*s/**',
  '.* .*/* **/.* .x/** **/.y.md [.]a.md .{a,b}* {.x,docs}/*.md',
  '[[:alpha:]].md [[:digit:]]/a.md [[:alnum:]_]*.md [![:digit:]]*.md a[0-9].md a[0-9]*.md a[!0-9]*.md [a-].md',
  'ü/* **/é.md *+b/* a+b/c.md a,b/* @x/a.md a[,]b/* {a\\,b,docs}/*.md',
  '{docs,{blog,content}/**}/*.md {docs,{blog,content}/*}/*.md {{a,b},c}.md {docs,**}/a.md {**/,}a.md docs/{**,x}/a.md',
  'docs/{guide/**,*}.md {docs/**,blog}/*.md {a,docs/{**,x}}/index.md {docs/,}a.md {docs/,}*.md {,docs/}index.md',
  'content/{en,fr}/** content/*/**/a.md content/**/er/* **/er/** **/2024/** blog/[0-9][0-9][0-9][0-9]/*.md',
  'blog/[0-9]*-*.md blog/{2023,2024}/**/*.md blog/*/{01,12}/* *.{md,html} *.{m,}d *.md{,x} a.[m]d [a][b].md',
  'content/{en,fr,de}/**/*.md {docs,guide}/**/index.{md,html} **/*.{md,mdx} src/**/*.{md,mdx} src/content/**/*.mdx',
  '{docs/a,docs/b}.{md,mdx} **/{index,a}.md **/{guide,content}/**/*.md !(a|b) !(*.md) **/!(index).html *.M[D] a.MD',
  'content/!(en)/*.md blog/!(2023)/*.md !(docs|blog|src)/a.md a!(1|2).md docs/guide/!(b)/* docs/guide/!(a).html',
].flatMap((line) => line.split(' '));

/** Where fast-glob does what its own documentation does not say; what we match instead. */
const known: Readonly<Record<string, readonly string[]>> = {
  // https://github.com/micromatch/picomatch#extended-globbing: "anything except exactly one of": 2, not what begins so.
  'content/!(en)/*.md': ['content/en-us/b.md'],
  '!(docs|blog|src)/a.md': ['docs2/a.md'],
  'a!(1|2).md': ['a10.md'],
  // Its walk over folders does not know named classes, and takes a comma for one of the group in spite of its backslash.
  '[[:digit:]]/a.md': ['1/a.md', '2/a.md', '3/a.md'],
  '{a\\,b,docs}/*.md': ['a,b/c.md'],
};

describe('globs beside fast-glob', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'globs-'));
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
  });
  after(() => removeFolder(folder));

  it(`match the same of ${patterns.length * files.length} pairs`, () => {
    assert.ok(patterns.length * files.length > 10_000);
    const differences = patterns.flatMap((pattern) => {
      const theirs = new Set(fastGlob.sync(pattern, { cwd: folder, dot: true }));
      const test = globTest(pattern);
      const more = files.filter((file) => test(file) && !theirs.has(file) && known[pattern]?.includes(file) !== true);
      const fewer = files.filter((file) => !test(file) && theirs.has(file));
      return more.length + fewer.length === 0 ? [] : [{ pattern, more, fewer }];
    });
    assert.deepEqual(differences, []);
  });
});
