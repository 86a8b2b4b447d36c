import assert from 'node:assert/strict';
import type { Route, RouteKind } from '../../src/core/model.ts';
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import { patternMatcher, routeTable } from '../../src/core/routeTable.ts';

const route = (url: string, kind: RouteKind = 'page', file = `content${url}index.md`): Route => ({
  url: urlPath(url),
  kind,
  file: file as RepoPath,
});

describe('route table', () => {
  const table = routeTable([
    route('/docs/setup/'),
    route('/docs/plan/', 'draft'),
    route('/old.html', 'static'),
    route('/blog/[slug]', 'dynamic', 'blog.tsx'),
    route('/blog/new/', 'page', 'new.md'),
  ]);
  // Apache 2.4 and nginx 1.22 have a folder there, and no file of that name.
  it('does not take the file of a name for its folder', () => {
    assert.equal(table.answer(urlPath('/docs/setup.html')), undefined);
  });
  it('answers an address with or without its slash, index.html or .html', () => {
    for (const url of ['/docs/setup', '/docs/setup/', '/docs/setup/index.html']) {
      assert.equal(table.answer(urlPath(url))?.url, '/docs/setup/', url);
    }
    assert.equal(table.answer(urlPath('/old'))?.url, '/old.html');
  });
  it('does not answer for a draft, and tells it apart', () => {
    assert.equal(table.answer(urlPath('/docs/plan/')), undefined);
    assert.equal(table.unpublished(urlPath('/docs/plan'))?.kind, 'draft');
  });
  it('prefers a page to a pattern', () => {
    assert.equal(table.answer(urlPath('/blog/new'))?.file, 'new.md');
    assert.equal(table.answer(urlPath('/blog/other'))?.file, 'blog.tsx');
    assert.equal(table.answer(urlPath('/blog/a/b')), undefined);
  });
  // As aptos-labs/aptos-docs has it: [...lang]/move-reference.astro is beside [...lang]/move-reference/[...slug].astro.
  it('takes the page of a folder for none of those that a pattern has below it', () => {
    const beside = routeTable([
      route('/reference/'),
      route('/zh/reference/'),
      route('/[[...lang]]/reference/[[...slug]]/', 'dynamic', 'slug.astro'),
      route('/guides/[[...slug]]', 'dynamic', 'guide.tsx'),
      route('/guides/first'),
    ]);
    assert.equal(beside.unknownPattern(urlPath('/zh/reference/coin'))?.file, 'slug.astro');
    assert.equal(beside.unknownPattern(urlPath('/guides/other')), undefined);
    assert.equal(beside.unknownPattern(urlPath('/reference/')), undefined);
  });
  it('finds the page in another case only when asked', () => {
    assert.equal(table.answer(urlPath('/Docs/Setup/')), undefined);
    assert.equal(table.otherCase(urlPath('/Docs/Setup/'))?.url, '/docs/setup/');
  });
});

describe('route patterns', () => {
  const cases: readonly (readonly [pattern: string, path: string, matches: boolean])[] = [
    ['/a/[x]', '/a/b', true],
    ['/a/[x]', '/a', false],
    ['/a/[x]', '/a/b/c', false],
    ['/a/[...x]', '/a/b/c', true],
    ['/a/[...x]', '/a', false],
    ['/a/[[...x]]', '/a', true],
    ['/[[lang]]/opt', '/opt', true],
    ['/[[lang]]/opt', '/de/opt', true],
    ['/users-[group]/[id]', '/users-admin/7', true],
    ['/users-[group]/[id]', '/users-/7', false],
    ['/[a]-[b]', '/x-y', true],
    ['/[a]-[b]', '/xy', false],
    ['/[...x]/edit', '/a/b/edit', true],
    // SvelteKit's samples rest-prefix-suffix and optional, by the patterns in create_manifest_data/index.spec.js.
    ['/prefix-[...x]', '/prefix-a/b', true],
    ['/[...x].json', '/a/b.json', true],
    ['/[...x].json', '/', false],
    ['/[[...x]].json', '/', false],
    ['/prefix[[x]]', '/prefix', true],
    ['/prefix[[x]]', '/', false],
    ['/[[x]]bar', '/bar', true],
  ];
  for (const [pattern, path, matches] of cases) {
    it(`${pattern} ${matches ? 'matches' : 'does not match'} ${path}`, () => {
      assert.equal(patternMatcher(pattern)(path), matches);
    });
  }
});
