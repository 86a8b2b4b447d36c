import assert from 'node:assert/strict';
import { detectSites } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

/** Which sites of a repository are found, each as `generator root`. */
async function sitesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await detectSites(memoryRepo(files))).map(({ generator, root }) => `${generator} ${root}`);
}

const named = 'include: [.well-known]\n';
const themed = 'theme: jekyll-theme-cayman\n';
const mkdocs = {
  'mkdocs.yml': 'site_name: x\n',
  'docs/index.md': '# x\n',
  '.github/workflows/docs.yml': 'jobs:\n  a:\n    steps:\n      - run: mkdocs gh-deploy\n',
};

/** https://docs.github.com/en/pages/getting-started-with-github-pages/about-github-pages#static-site-generators */
describe('a _config.yml in the folder of another builder', () => {
  // From: co-cddo/api-catalogue, whose config.rb copies source/_config.yml so that GitHub Pages publishes .well-known
  it('is no site in the source folder of Middleman', async () => {
    const middleman = { 'config.rb': 'activate :sprockets\n', 'source/index.html.md': '# x\n' };
    assert.deepEqual(await sitesOf({ ...middleman, 'source/_config.yml': named }), ['middleman ']);
  });
  // From: https://hexo.io/docs/github-pages: what lies in source/ is copied to the site
  it('is no site in the source folder of Hexo', async () => {
    const hexo = {
      'package.json': '{"dependencies":{"hexo":"7"}}',
      '_config.yml': 'title: x\n',
      'source/a.md': '# a\n',
    };
    assert.deepEqual(await sitesOf({ ...hexo, 'source/_config.yml': named }), ['hexo ']);
  });
  it('is no site in a folder that is copied', async () => {
    const hugo = { 'hugo.toml': 'baseURL = "/"\n', 'content/a.md': '# a\n', 'static/_config.yml': named };
    assert.deepEqual(await sitesOf(hugo), ['hugo ']);
  });
  it('is no site in the pages of MkDocs', async () => {
    assert.deepEqual(await sitesOf({ ...mkdocs, 'docs/_config.yml': named }), ['mkdocs ']);
  });
  it('is none with a theme of GitHub Pages, where the other builder is called', async () => {
    assert.deepEqual(await sitesOf({ ...mkdocs, 'docs/_config.yml': themed }), ['mkdocs ']);
  });
  it('is a site with a theme where Jekyll is called as well', async () => {
    const gem = { 'docs/Gemfile': 'gem "github-pages"\n', 'docs/_posts/2020-01-01-a.md': '---\n---\n' };
    assert.deepEqual(await sitesOf({ ...mkdocs, 'docs/_config.yml': themed, ...gem }), ['jekyll docs', 'mkdocs ']);
  });
  it('is a site in a folder of its own', async () => {
    const blog = { 'blog/_config.yml': named, 'blog/index.md': '---\n---\n# x\n' };
    assert.deepEqual(await sitesOf({ ...mkdocs, ...blog }), ['mkdocs ', 'jekyll blog']);
  });
});
