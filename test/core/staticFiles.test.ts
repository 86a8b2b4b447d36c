import assert from 'node:assert/strict';
import type { RepoPath } from '../../src/core/paths.ts';
import { urlPath } from '../../src/core/paths.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { staticFileAt, staticRoutes } from '../../src/core/site/staticFiles.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const repo = memoryRepo({
  'static/files/price list.pdf': '',
  'static/old/index.html': '',
  'static/page.md': '',
  'static/_redirects': '',
  'content/a.png': '',
});
const rules = (basePath: string) => ({
  basePath,
  staticRoots: ['static' as RepoPath],
  reads: (path: RepoPath) => (path.endsWith('.md') ? ('head' as const) : undefined),
});

describe('files published as they are', () => {
  it('are found at their address below the base path', () => {
    const at = (url: string, basePath = '/') => staticFileAt(urlPath(url), rules(basePath), repo)?.file;
    assert.equal(at('/files/price%20list.pdf'), 'static/files/price list.pdf');
    assert.equal(at('/docs/files/price%20list.pdf', '/docs/'), 'static/files/price list.pdf');
    assert.equal(at('/files/price%20list.pdf', '/docs/'), undefined);
    assert.equal(at('/old/'), 'static/old/index.html');
    assert.equal(at('/old'), 'static/old/index.html');
  });
  // MkDocs 1.4.2 with docs/index.html, and with use_directory_urls: false, writes it as the page of the whole site.
  it('are the page of the whole site, where one of them is called so', () => {
    const home = memoryRepo({ 'static/index.html': '' });
    const at = (url: string, basePath: string) => staticFileAt(urlPath(url), rules(basePath), home)?.file;
    assert.equal(at('/', '/'), 'static/index.html');
    assert.equal(at('/base/x/', '/base/x/'), 'static/index.html');
    assert.equal(at('/', '/base/x/'), undefined);
    assert.equal(at('/other/', '/base/x/'), undefined);
  });
  it('are not what the generator makes pages of, the host reads, or lies elsewhere', () => {
    for (const url of ['/page.md', '/_redirects', '/a.png', '/', '/../content/a.png']) {
      assert.equal(staticFileAt(urlPath(url), rules('/'), repo), undefined, url);
    }
  });
  it('are listed', () => {
    assert.deepEqual(
      staticRoutes(rules('/'), repo).map(({ url, file }) => `${url} ${file}`),
      ['/files/price list.pdf static/files/price list.pdf', '/old/index.html static/old/index.html'],
    );
  });
  // https://pkg.yihui.org/bookdown/github.html: the build is kept in docs/, and that folder is what is served.
  const builds: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    bookdown: {
      '_bookdown.yml': 'output_dir: docs\n',
      'index.Rmd': '---\nsite: bookdown::bookdown_site\n---\n\n# One\n',
    },
    rmarkdown: { '_site.yml': 'output_dir: docs\n', 'index.Rmd': '---\ntitle: One\n---\n' },
    distill: { '_site.yml': 'output_dir: docs\n', 'index.Rmd': '---\nsite: distill::distill_website\n---\n' },
  };
  for (const [id, source] of Object.entries(builds)) {
    it(`are those of the build alone, where ${id} keeps it in a folder`, async () => {
      const built = memoryRepo({ ...source, 'docs/index.html': '', 'docs/old.html': '', 'scratch.html': '' });
      const [detected] = await detectSites(built);
      assert.equal(detected?.generator, id);
      const { routes } = await openSite(detected, built, { now: '2026-01-01T00:00:00Z' });
      assert.equal(routes.answer(urlPath('/old.html'))?.file, 'docs/old.html');
      for (const url of ['/docs/old.html', '/docs/', '/scratch.html'])
        assert.equal(routes.answer(urlPath(url)), undefined, url);
    });
  }

  // https://dotnet.github.io/docfx/reference/docfx-json-reference.html: `resource` has `files` and `exclude` of a file mapping.
  // The output that AmFontys/TheBabelBridge-TowerOfTongues committed at cdb2e2c holds none of its sources.
  it('are only what docfx is told to copy of the folder it looks in', async () => {
    const settings = {
      build: {
        content: [{ files: ['**/*.{md,yml}'], exclude: ['docs/**'] }],
        resource: [{ files: ['images/**'], exclude: ['**/drafts/**'] }],
        output: 'docs',
      },
    };
    const files = ['images/logo.png', 'images/drafts/logo.png', 'src/Program.cs', 'docs/index.html', '.gitattributes'];
    const all = { 'docfx.json': JSON.stringify(settings), 'index.md': '# Home\n' };
    const docfx = memoryRepo({ ...all, ...Object.fromEntries(files.map((file) => [file, ''])) });
    const [detected] = await detectSites(docfx);
    assert.ok(detected);
    const { permalinks } = await openSite(detected, docfx, { now: '2026-01-01T00:00:00Z' });
    assert.deepEqual(
      staticRoutes(permalinks, docfx).map(({ url }) => url),
      ['/images/logo.png'],
    );
  });
});
