import assert from 'node:assert/strict';
import { builtUrl, type RepoPath, type UrlPath, urlPath } from '../../../src/core/paths.ts';
import { readStaticPast } from '../../../src/core/suggest/past/staticPast.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';

/** Everything below `static/` is copied; below `assets/` the generator itself gives addresses. */
const rules = {
  staticRoots: ['static' as RepoPath],
  basePath: '/docs/',
  reads: (path: RepoPath) => (path.startsWith('assets/') ? ('path' as const) : undefined),
  routes: ({ path }: { readonly path: RepoPath }) => [
    { url: builtUrl(path), file: path, kind: 'static' as const },
    { url: builtUrl(path, 'page'), file: path, kind: 'page' as const },
  ],
};

const log = `c2c2c2c2 2024-02-01
  R100 static/manual.pdf -> static/files/handbook.pdf
  R100 static/out.pdf -> notes/out.pdf
  R100 assets/old.png -> assets/new.png
  D static/gone.zip
  D static/logo.svg
  c1 2024-01-01
  A static/manual.pdf
  A static/out.pdf
  A static/gone.zip
  A static/logo.svg`;
const live = [
  'static/files/handbook.pdf',
  'notes/out.pdf',
  'assets/new.png',
  'static/img/logo.svg',
  'content/manual.md',
];

async function findings(...asked: readonly string[]): Promise<readonly string[]> {
  const paths = asked.map((path) => urlPath(path));
  const found = await readStaticPast(memoryHistory({ log, live }), rules, paths);
  return paths.map((path: UrlPath) => {
    const { past, suggestion } = found.get(path) ?? {};
    const to = suggestion && `${suggestion.url}${suggestion.confident ? '!' : ''} ${suggestion.evidence[0]?.text}`;
    return `${past?.fate.kind} ${to}`;
  });
}

describe('the past of static files', () => {
  it('follows a file that was renamed without a change', async () => {
    assert.deepEqual(await findings('/docs/manual.pdf', '/assets/old.png'), [
      'renamed /docs/files/handbook.pdf! the same file, renamed in c2c2c2c on 2024-02-01 without a change',
      'renamed /assets/new.png! the same file, renamed in c2c2c2c on 2024-02-01 without a change',
    ]);
  });

  it('finds a file of the same name, and is not sure of it', async () => {
    assert.deepEqual(await findings('/docs/logo.svg'), [
      'deleted /docs/img/logo.svg the only published file called "logo.svg"',
    ]);
  });

  it('suggests nothing for what is gone or published no more', async () => {
    assert.deepEqual(await findings('/docs/gone.zip', '/docs/out.pdf', '/docs/never.pdf'), [
      'deleted undefined',
      'renamed undefined',
      'undefined undefined',
    ]);
  });

  it('reads no history for pages', async () => {
    const history = {
      ...memoryHistory({ log, live }),
      commits: () => assert.fail('the history was read'),
      tree: () => assert.fail('the tree was read'),
    };
    assert.equal((await readStaticPast(history, rules, [urlPath('/docs/manual/'), urlPath('/a.html')])).size, 0);
  });
});
